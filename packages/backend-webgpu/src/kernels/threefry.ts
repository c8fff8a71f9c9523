/** Threefry-2x32 with 20 rounds in WGSL; as `threefry2x32` of `@glassbox/core`, bit for bit. */
export const threefry = `
fn turned(value: u32, bits: u32) -> u32 { return (value << bits) | (value >> (32u - bits)); }
fn mixed(words: vec2<u32>, bits: vec4<u32>) -> vec2<u32> {
  var x = words;
  for (var round = 0u; round < 4u; round++) {
    x.x = x.x + x.y;
    x.y = turned(x.y, bits[round]) ^ x.x;
  }
  return x;
}
fn threefry(key: vec2<u32>, counter: vec2<u32>) -> vec2<u32> {
  let third = key.x ^ key.y ^ 0x1bd11bdau;
  let odd = vec4<u32>(13u, 15u, 26u, 6u);
  let even = vec4<u32>(17u, 29u, 16u, 24u);
  var x = counter + key;
  x = mixed(x, odd) + vec2<u32>(key.y, third + 1u);
  x = mixed(x, even) + vec2<u32>(third, key.x + 2u);
  x = mixed(x, odd) + vec2<u32>(key.x, key.y + 3u);
  x = mixed(x, even) + vec2<u32>(key.y, third + 4u);
  x = mixed(x, odd) + vec2<u32>(third, key.x + 5u);
  return x;
}
`;
