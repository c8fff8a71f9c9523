import type { Chart, Theme } from '@glassbox/viz';

/** How many samples each class has. */
export interface ClassCountsInfo {
  readonly counts: readonly { readonly label: string; readonly count: number }[];
}

/**
 * Draws how many samples each class has, as bars: a chart of our own, which viz draws like the ones that it brings.
 *
 * @param labels class numbers from 0.
 */
export function classCounts(labels: ArrayLike<number>, { title }: { title: string }): Chart<ClassCountsInfo> {
  const info = countClasses(labels);
  const sizes = info.counts.map(({ count }) => count);
  const description =
    `${labels.length.toLocaleString('en-US')} samples in ${sizes.length} classes, ` +
    `from ${Math.min(...sizes).toLocaleString('en-US')} to ${Math.max(...sizes).toLocaleString('en-US')} a class.`;
  const rows = info.counts.map(({ label, count }): [string, number] => [label, count]);
  return {
    info,
    title,
    description,
    table: { caption: title, columns: ['class', 'samples'], rows },
    draw: (document, theme) => draw(document, theme, info, title, description),
  };
}

function countClasses(labels: ArrayLike<number>): ClassCountsInfo {
  const counts: number[] = [];
  for (const label of Array.from(labels)) counts[label] = (counts[label] ?? 0) + 1;
  return { counts: Array.from(counts, (count = 0, label) => ({ label: String(label), count })) };
}

const rowHeight = 26;
const top = 72;
const left = 62;
const barsWidth = 420;

function draw(document: Document, theme: Theme, { counts }: ClassCountsInfo, title: string, description: string) {
  const pen = penFor(document);
  const [width, height] = [left + barsWidth + 76, top + counts.length * rowHeight + 20];
  const most = Math.max(...counts.map(({ count }) => count), 1);
  const root = pen('svg', { role: 'img', width, height, viewBox: `0 0 ${width} ${height}`, fill: theme.ink });
  root.setAttribute('font-family', 'Inter, system-ui, "DejaVu Sans", sans-serif');
  root.append(pen('title', {}, title), pen('desc', {}, description));
  root.append(pen('rect', { width, height, fill: theme.surface }));
  root.append(pen('text', { x: 20, y: 30, 'font-size': 17, 'font-weight': 600 }, title));
  root.append(pen('text', { x: 20, y: 51, 'font-size': 13, fill: theme.muted }, description));
  root.append(pen('text', { x: 28, y: top + (counts.length * rowHeight) / 2, ...sideways(counts.length) }, 'class'));
  counts.forEach(({ label, count }, row) => {
    const y = top + row * rowHeight;
    const length = (barsWidth * count) / most;
    root.append(pen('text', { x: left - 8, y: y + 17, 'font-size': 12, 'text-anchor': 'end' }, label));
    root.append(pen('rect', { x: left, y: y + 3, width: length, height: rowHeight - 6, fill: theme.series[0]! }));
    root.append(pen('text', { x: left + length + 6, y: y + 17, 'font-size': 12 }, count.toLocaleString('en-US')));
  });
  return root;
}

const sideways = (rows: number) => ({
  'font-size': 12,
  'text-anchor': 'middle',
  transform: `rotate(-90 28 ${top + (rows * rowHeight) / 2})`,
});

/** Makes SVG elements of a document. */
function penFor(document: Document) {
  return <Name extends keyof SVGElementTagNameMap>(
    name: Name,
    attributes: Readonly<Record<string, string | number>>,
    text = '',
  ): SVGElementTagNameMap[Name] => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    if (text) element.textContent = text;
    return element;
  };
}
