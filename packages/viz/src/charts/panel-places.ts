const gap = 12;
const edge = 8;

/** Where panels stand: two beside each other in a figure 860 pixels wide, further ones below; one alone is 560 wide. */
export function panelPlaces(count: number) {
  const columns = Math.min(2, count);
  const width = columns === 1 ? 580 : 860;
  const height = 290;
  const panelWidth = (width - 2 * edge - (columns - 1) * gap) / columns;
  const places = Array.from({ length: count }, (_, index) => ({
    x: edge + (index % columns) * (panelWidth + gap),
    y: Math.floor(index / columns) * (height + gap),
  }));
  return { width, height, panelWidth, places };
}
