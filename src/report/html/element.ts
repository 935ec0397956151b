/** Builds HTML in which text can only ever be text: every string is escaped, and markup comes from `element` alone. */

import { htmlText } from '../escape.ts';

export interface Markup {
  readonly html: string;
}

export type Child = Markup | string | number | null | readonly Child[];
/** True is an attribute without a value; null is none. */
export type Attributes = Readonly<Record<string, string | number | boolean | null>>;

const VOID: ReadonlySet<string> = new Set(['meta', 'input', 'rect', 'circle', 'line', 'br']);

/** One element. `tag` and the names of `attributes` are ours, everything else may come from outside. */
export function element(tag: string, attributes: Attributes, ...children: readonly Child[]): Markup {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null && value !== false)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${htmlText(String(value))}"`))
    .join('');
  if (VOID.has(tag)) return { html: `<${tag}${written}>${isDrawn(tag) ? `</${tag}>` : ''}` };
  return { html: `<${tag}${written}>${content(children)}</${tag}>` };
}

/** The children alone. */
export function content(children: readonly Child[]): string {
  return children.map(one).join('');
}

function one(child: Child): string {
  if (child === null) return '';
  if (typeof child === 'string') return htmlText(child);
  if (typeof child === 'number') return String(child);
  return 'html' in child ? child.html : content(child);
}

/** Elements of SVG have an end. */
function isDrawn(tag: string): boolean {
  return tag === 'rect' || tag === 'circle' || tag === 'line';
}
