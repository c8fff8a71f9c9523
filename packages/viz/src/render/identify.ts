import { svg } from '../charts/svg.js';

/** Names the root by `id`, ties its title and description to it, and puts every other id under the same prefix. */
export function identify(root: SVGSVGElement, id: string): void {
  const renamed = new Map<string, string>();
  for (const element of descendants(root)) {
    const old = element.getAttribute('id');
    if (old === null) continue;
    renamed.set(old, `${id}-${renamed.size}`);
    element.setAttribute('id', renamed.get(old)!);
  }
  for (const element of descendants(root)) redirect(element, renamed);
  root.setAttribute('id', id);
  root.setAttribute('class', id);
  label(root, id);
}

/** A short name made from text: the same text gives the same name (FNV-1a, 32 bits, twice). */
export function hashName(text: string): string {
  let [a, b] = [0x811c9dc5, 0x050c5d1f];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ (code + i), 0x01000193);
  }
  return [a, b].map((word) => (word >>> 0).toString(36).padStart(7, '0')).join('');
}

function* descendants(element: Element): Generator<Element> {
  for (const child of element.children) {
    yield child;
    yield* descendants(child);
  }
}

function redirect(element: Element, renamed: ReadonlyMap<string, string>): void {
  for (const { name, value } of [...element.attributes]) {
    const target = /^(?:url\()?#([^)]+)\)?$/.exec(value)?.[1];
    const id = target === undefined ? undefined : renamed.get(target);
    if (id !== undefined) element.setAttribute(name, value.replace(`#${target}`, `#${id}`));
  }
}

function label(root: SVGSVGElement, id: string): void {
  const parts = { title: [...root.children].find((child) => child.localName === 'title') };
  const description = [...root.children].find((child) => child.localName === 'desc');
  parts.title?.setAttribute('id', `${id}-title`);
  description?.setAttribute('id', `${id}-desc`);
  if (parts.title) root.setAttribute('aria-labelledby', `${id}-title`);
  if (description) root.setAttribute('aria-describedby', `${id}-desc`);
}

/** Puts a style sheet before everything else that is drawn. */
export function addStyle(root: SVGSVGElement, document: Document, css: string): void {
  const description = [...root.children].find((child) => child.localName === 'desc');
  root.insertBefore(svg(document, 'style', {}, [css]), description?.nextSibling ?? root.firstChild);
}
