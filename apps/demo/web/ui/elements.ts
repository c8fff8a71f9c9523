type Child = Node | string;

/** What an element may be given: attributes, and listeners under `on...`. */
export type Props = Readonly<Record<string, string | number | boolean | EventListener | undefined>>;

/** Makes an element with attributes and children. True sets an empty attribute; false and undefined set none. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  element.append(...children);
  return element;
}

/** The element with this id; the page has it. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

/** A share as a percentage with one place: `97.4%`. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
