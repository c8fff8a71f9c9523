import { formatMetric } from '@glassbox/core';

/** A value at a place along the run, counted in epochs. */
interface Point {
  readonly at: number;
  readonly value: number;
}

/** What one panel draws. */
interface Panel {
  readonly title: string;
  readonly training: Point[];
  readonly validation: Point[];
  /** Fixed lower and upper end, where the values have one. */
  readonly top: number | undefined;
}

const SVG = 'http://www.w3.org/2000/svg';
const [WIDTH, HEIGHT] = [420, 200];
const MARGIN = { left: 44, right: 12, top: 26, bottom: 30 };
/** More points than pixels add nothing: beyond this every second one is dropped. */
const MOST_POINTS = 400;

function node(tag: string, attributes: Record<string, string | number>, text?: string): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}

/** Loss and accuracy while the network learns, drawn at most once a frame. */
export class LiveChart {
  readonly #loss: Panel = { title: 'Loss', training: [], validation: [], top: undefined };
  readonly #accuracy: Panel = { title: 'Accuracy', training: [], validation: [], top: 1 };
  #epochs = 1;
  #scheduled = false;

  constructor(readonly element: HTMLElement) {}

  /** Begins anew for a run of so many epochs. */
  start(epochs: number): void {
    this.#epochs = epochs;
    for (const panel of [this.#loss, this.#accuracy]) {
      panel.training.length = 0;
      panel.validation.length = 0;
    }
    this.#schedule();
  }

  /** Adds a measurement; `at` counts epochs, so 1.5 is the middle of the second. */
  add(kind: 'training' | 'validation', at: number, loss: number | undefined, accuracy: number | undefined): void {
    for (const [panel, value] of [[this.#loss, loss] as const, [this.#accuracy, accuracy] as const]) {
      if (value === undefined) continue;
      const points = panel[kind];
      points.push({ at, value });
      if (points.length > MOST_POINTS) points.splice(0, points.length, ...points.filter((_, i) => i % 2 === 1));
    }
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      this.element.replaceChildren(this.#draw(this.#loss), this.#draw(this.#accuracy));
    });
  }

  #draw(panel: Panel): SVGElement {
    const svg = node('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', class: 'live-panel' });
    const latest = [panel.training.at(-1), panel.validation.at(-1)].map((point) =>
      point ? formatMetric(point.value) : 'none yet',
    );
    svg.append(node('title', {}, `${panel.title}: training ${latest[0]}, validation ${latest[1]}`));
    svg.append(node('text', { x: MARGIN.left, y: 16, class: 'panel-title' }, panel.title));
    const values = [...panel.training, ...panel.validation].map(({ value }) => value);
    const top = panel.top ?? Math.max(0.1, ...values) * 1.05;
    const x = (at: number) => MARGIN.left + (at / this.#epochs) * (WIDTH - MARGIN.left - MARGIN.right);
    const y = (value: number) => HEIGHT - MARGIN.bottom - (value / top) * (HEIGHT - MARGIN.top - MARGIN.bottom);
    svg.append(...this.#axes(x, y, top));
    svg.append(node('path', { class: 'line-training', d: pathOf(panel.training, x, y) }));
    svg.append(node('path', { class: 'line-validation', d: pathOf(panel.validation, x, y) }));
    for (const { at, value } of panel.validation)
      svg.append(node('circle', { class: 'dot-validation', cx: x(at), cy: y(value), r: 4 }));
    return svg;
  }

  #axes(x: (at: number) => number, y: (value: number) => number, top: number): SVGElement[] {
    const ticks = [0, top / 2, top].map((value) => [
      node('line', { class: 'grid', x1: MARGIN.left, x2: WIDTH - MARGIN.right, y1: y(value), y2: y(value) }),
      node(
        'text',
        { class: 'tick', x: MARGIN.left - 6, y: y(value) + 4, 'text-anchor': 'end' },
        value.toFixed(top < 1 ? 2 : 1),
      ),
    ]);
    const every = Math.ceil(this.#epochs / 10);
    const epochs = Array.from({ length: this.#epochs + 1 }, (_, epoch) => epoch).filter((epoch) => epoch % every === 0);
    const below = epochs.map((epoch) =>
      node(
        'text',
        { class: 'tick', x: x(epoch), y: HEIGHT - 12, 'text-anchor': 'middle' },
        epoch === 0 ? 'epoch 0' : String(epoch),
      ),
    );
    return [...ticks.flat(), ...below];
  }
}

function pathOf(points: readonly Point[], x: (at: number) => number, y: (value: number) => number): string {
  return points.map(({ at, value }, i) => `${i === 0 ? 'M' : 'L'}${x(at).toFixed(1)},${y(value).toFixed(1)}`).join('');
}
