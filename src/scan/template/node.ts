/** The tree that the template parser gives, and what of it is known without rendering. */

/** A node of any type: its fields are what its type has. Source: @huggingface/jinja, ast.ts. */
export interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly computed?: boolean;
  readonly object: Node;
  readonly property: Node;
  readonly operand: Node;
  readonly filter: Node;
  readonly callee: Node;
  readonly args?: readonly Node[];
  readonly key?: Node;
  readonly operator?: { readonly value: string };
  readonly left: Node;
  readonly right: Node;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The nodes directly inside one, of whatever type. */
export function partsOf(node: Node): Node[] {
  const parts: Node[] = [];
  for (const value of Object.values(node)) {
    const all = value instanceof Map ? [...value].flat() : Array.isArray(value) ? value : [value];
    for (const each of all) if (isNode(each)) parts.push(each);
  }
  return parts;
}

/** Deeper concatenations than anybody writes are not folded. */
const MAX_FOLDS = 64;

/** The text that an expression is, where it is made of literals; escapes as Python reads them. Null for any other. */
export function foldedText(node: Node, depth = 0): string | null {
  if (depth > MAX_FOLDS) return null;
  const fold = (part: Node): string | null => foldedText(part, depth + 1);
  switch (node.type) {
    case 'StringLiteral':
      return unescaped(String(node.value));
    case 'IntegerLiteral':
      return String(node.value);
    case 'BinaryExpression': {
      if (node.operator?.value !== '+' && node.operator?.value !== '~') return null;
      const [left, right] = [fold(node.left), fold(node.right)];
      return left === null || right === null ? null : left + right;
    }
    case 'FilterExpression': {
      const called = node.filter.type === 'CallExpression';
      const name = String((called ? node.filter.callee : node.filter).value ?? '');
      const [argument] = called ? (node.filter.args ?? []) : [];
      if (name === 'join' && Array.isArray(node.operand.value)) {
        const parts = (node.operand.value as Node[]).map(fold);
        const between = argument === undefined ? '' : fold(argument);
        return between === null || parts.includes(null) ? null : parts.join(between);
      }
      const text = fold(node.operand);
      if (text === null) return null;
      if (name === 'reverse') return [...text].reverse().join('');
      if (name === 'lower') return text.toLowerCase();
      if (name === 'trim' || name === 'string' || name === 'safe') return text.trim();
      return null;
    }
    default:
      return null;
  }
}

/** `\x5f` and its kin, which the Python library decodes in literals. Source: jinja2, lexer.py (unicode-escape). */
function unescaped(text: string): string {
  return text.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([0-7]{1,3}))/g, (_, hex, unicode, octal) =>
    String.fromCharCode(Number.parseInt(hex ?? unicode ?? octal, octal === undefined ? 16 : 8)),
  );
}
