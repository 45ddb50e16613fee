import { visible } from '../../visible';

export type Child = Node | string | number | undefined | false | readonly Child[];

type Value = string | number | boolean | undefined | ((event: never) => void);

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An element. Attributes that are functions are listeners (`click`), `false` and undefined ones are left out, those that
 * begin with `--` and `style:` are style properties. Text is always text, never markup.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Value>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  set(element, attributes);
  append(element, children);
  return element;
}

/** The same for SVG. */
export function svg(tag: string, attributes: Readonly<Record<string, Value>> = {}, ...children: Child[]): SVGElement {
  const element = document.createElementNS(SVG, tag);
  set(element, attributes);
  append(element, children);
  return element;
}

/** Puts other children into an element. */
export function fill(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren();
  append(element, children);
}

function set(element: HTMLElement | SVGElement, attributes: Readonly<Record<string, Value>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name, value as unknown as EventListener);
    else if (name.startsWith('--')) element.style.setProperty(name, String(value));
    else if (name.startsWith('style:')) element.style.setProperty(name.slice(6), String(value));
    else element.setAttribute(name, value === true ? '' : visible(String(value)));
  }
}

function append(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === undefined || child === false) continue;
    if (Array.isArray(child)) append(element, child as readonly Child[]);
    else if (child instanceof Node) element.append(child);
    else element.append(visible(String(child)));
  }
}
