import { h, percent } from './elements.js';

/** Ten probabilities as bars, the largest marked; {@link Bars.show} updates them in place. */
export class Bars {
  readonly element = h('ol', { class: 'bars', start: 0, 'aria-label': 'Probability of each digit' });
  readonly #rows = Array.from({ length: 10 }, (_, digit) => {
    const fill = h('span', { class: 'bar-fill' });
    const text = h('span', { class: 'bar-text' });
    const row = h(
      'li',
      {},
      h('span', { class: 'bar-name' }, String(digit)),
      h('span', { class: 'bar-track', 'aria-hidden': 'true' }, fill),
      text,
    );
    this.element.append(row);
    return { row, fill, text };
  });

  /** Shows these probabilities, or empties the bars. */
  show(probabilities: Float32Array | undefined): void {
    const best = probabilities ? probabilities.indexOf(Math.max(...probabilities)) : -1;
    this.#rows.forEach(({ row, fill, text }, digit) => {
      const share = probabilities?.[digit] ?? 0;
      fill.style.width = `${100 * share}%`;
      text.textContent = probabilities ? percent(share) : '';
      row.classList.toggle('best', digit === best);
    });
  }
}
