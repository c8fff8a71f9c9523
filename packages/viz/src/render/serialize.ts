/**
 * Writes a drawn tree as XML, attributes in alphabetical order.
 *
 * Serializers of different DOMs differ in order and in entities; this one gives the same bytes in Node and in every browser.
 */
export function serialize(root: Element): string {
  return write(root, ' xmlns="http://www.w3.org/2000/svg"');
}

function write(element: Element, namespace = ''): string {
  const attributes = [...element.attributes]
    .filter(({ name }) => name !== 'xmlns')
    .map(({ name, value }) => ` ${name}="${escapeAttribute(value)}"`)
    .sort();
  const children = [...element.childNodes].map(writeNode).join('');
  const open = `<${element.localName}${namespace}${attributes.join('')}`;
  return children ? `${open}>${children}</${element.localName}>` : `${open}/>`;
}

function writeNode(node: ChildNode): string {
  if (isElement(node)) return write(node);
  return node.nodeType === 3 ? escapeText(node.textContent ?? '') : '';
}

const isElement = (node: ChildNode): node is Element & ChildNode => node.nodeType === 1;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text that is safe between tags of XML and HTML; characters that XML forbids become U+FFFD. */
export function escapeText(text: string): string {
  return withoutControls(text).replace(/[&<>]/g, (character) => entities[character]!);
}

/** Text that is safe inside double quotes. */
export function escapeAttribute(text: string): string {
  return withoutControls(text).replace(/[&<>"]/g, (character) => entities[character]!);
}

function withoutControls(text: string): string {
  return [...text].map((character) => (isAllowed(character.codePointAt(0)!) ? character : '\ufffd')).join('');
}

/** The characters of XML 1.0, section 2.2. */
function isAllowed(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return code < 0xd800 || (code > 0xdfff && code !== 0xfffe && code !== 0xffff);
}
