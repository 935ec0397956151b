/** From Babel's syntax tree to facts. */

import { childrenOf, dotted, isNode, type Node, nameOf, namesIn, nodes, requiredModule, spanOf } from './babel-node.ts';
import type { Argument, Entry, Expr, Fact, Import, Reading, Scope } from './facts.ts';
import type { Text } from './text.ts';

const MAX_DEPTH = 600;
const TRANSPARENT = new Set([
  'AwaitExpression',
  'ParenthesizedExpression',
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TypeCastExpression',
  'ChainExpression',
  'JSXExpressionContainer',
  'TSLiteralType',
]);
const COMPARISONS = new Set(['==', '===', '!=', '!==', 'in']);

const FUNCTIONS = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ObjectMethod',
  'ClassMethod',
  'ClassPrivateMethod',
  'TSDeclareFunction',
  'TSDeclareMethod',
]);

/** The facts of a program; comments are not its business. */
export function lowerProgram(program: Node, text: Text): Reading {
  const scopes: Scope[] = [{ parent: null, kind: 'file', name: null, params: [] }];
  const facts: Fact[] = [];
  const imports: Import[] = [];
  const problems: { message: string; offset: number | null }[] = [];
  let depth = 0;

  const add = (how: Fact['how'], scope: number, name: string | null, expr: Expr, span: Node): void => {
    facts.push({ how, scope, name, expr, span: spanOf(span) });
  };

  /** Reads a node that stands as a statement, or anything whose value goes nowhere. */
  function statement(node: Node, scope: number): void {
    if (++depth > MAX_DEPTH) {
      if (problems.length === 0)
        problems.push({
          message: `nested deeper than ${MAX_DEPTH} levels: the inside was not read`,
          offset: node.start,
        });
      depth--;
      return;
    }
    switch (node.type) {
      case 'ImportDeclaration':
        imported(node);
        break;
      case 'ExportNamedDeclaration':
      case 'ExportDefaultDeclaration':
      case 'ExportAllDeclaration':
        exported(node, scope);
        break;
      case 'VariableDeclaration':
        for (const each of nodes(node.declarations)) declaration(each, scope, node);
        break;
      case 'ExpressionStatement':
        if (isNode(node.expression)) bare(node.expression, scope);
        break;
      case 'ReturnStatement':
        if (isNode(node.argument)) add('return', scope, null, expression(node.argument, scope), node);
        break;
      case 'ForOfStatement': {
        const left = isNode(node.left) ? node.left : null;
        const target = left?.type === 'VariableDeclaration' ? nodes(left.declarations)[0]?.id : left;
        if (isNode(node.right)) {
          const expr = expression(node.right, scope);
          for (const name of isNode(target) ? namesIn(target) : [null]) add('each', scope, name, expr, node.right);
        }
        if (isNode(node.body)) statement(node.body, scope);
        break;
      }
      case 'SwitchCase':
        if (isNode(node.test))
          add(
            'bare',
            scope,
            null,
            { is: 'compare', of: [expression(node.test, scope)], span: spanOf(node.test) },
            node,
          );
        for (const each of nodes(node.consequent)) statement(each, scope);
        break;
      case 'ClassDeclaration':
      case 'ClassExpression':
        classBody(node, scope, nameOf(node.id));
        break;
      case 'TSTypeAliasDeclaration':
        if (isNode(node.typeAnnotation)) add('bind', scope, nameOf(node.id), typed(node.typeAnnotation, scope), node);
        break;
      case 'TSEnumDeclaration':
        add('bind', scope, nameOf(node.id), enumeration(node, scope), node);
        break;
      default:
        if (FUNCTIONS.has(node.type)) functionBody(node, scope, nameOf(node.id));
        else if (/Expression$|Literal$|^JSX|^TSLiteral|^Identifier$|^TemplateElement$/.test(node.type))
          bare(node, scope);
        else for (const each of childrenOf(node)) statement(each, scope);
    }
    depth--;
  }

  function bare(node: Node, scope: number): void {
    if (node.type === 'Identifier') return;
    const expr = expression(node, scope);
    if (expr.is !== 'other' || expr.of.length > 0) add('bare', scope, null, expr, node);
  }

  function imported(node: Node): void {
    const module = isNode(node.source) ? String(node.source.value) : '';
    for (const each of nodes(node.specifiers)) {
      const local = nameOf(each.local);
      if (local === null) continue;
      const name =
        each.type === 'ImportSpecifier'
          ? nameOf(each.imported)
          : each.type === 'ImportDefaultSpecifier'
            ? 'default'
            : null;
      imports.push({ local, module, name });
    }
  }

  /** A re-export is an import under the name it is offered by; a default export has a name of its own. */
  function exported(node: Node, scope: number): void {
    const module = isNode(node.source) ? String(node.source.value) : null;
    if (module !== null && node.type === 'ExportAllDeclaration') imports.push({ local: '*', module, name: '*' });
    for (const each of nodes(node.specifiers)) {
      const local = nameOf(each.exported);
      const name = nameOf(each.local);
      if (local === null) continue;
      if (module !== null) imports.push({ local, module, name });
      else if (name !== null && name !== local)
        add('bind', scope, local, { is: 'name', name, span: spanOf(each) }, each);
    }
    const inner = isNode(node.declaration) ? node.declaration : null;
    if (inner === null) return;
    if (node.type === 'ExportDefaultDeclaration' && !/Declaration$/.test(inner.type))
      assign({ ...inner, type: 'Identifier', name: 'default' }, inner, scope, node);
    else statement(inner, scope);
  }

  function declaration(node: Node, scope: number, whole: Node): void {
    const target = isNode(node.id) ? node.id : null;
    if (target === null || !isNode(node.init)) return;
    const module = requiredModule(node.init);
    if (module === null) assign(target, node.init, scope, whole);
    else required(target, module);
  }

  /** `const { pipeline } = require("x")` is an import. */
  function required(target: Node, module: string): void {
    if (target.type === 'Identifier') imports.push({ local: String(target.name), module, name: null });
    for (const property of nodes(target.properties)) {
      const local = isNode(property.value) ? nameOf(property.value) : null;
      if (local !== null) imports.push({ local, module, name: nameOf(property.key) });
    }
  }

  /** Binds a target, a pattern taken apart, to a value. */
  function assign(target: Node, value: Node, scope: number, whole: Node): void {
    const name = dotted(target);
    if (FUNCTIONS.has(value.type)) {
      functionBody(value, scope, name);
      return;
    }
    if (value.type === 'ClassExpression') {
      classBody(value, scope, name);
      return;
    }
    const expr = expression(value, scope);
    // A pattern's names are members of a value that has no name of its own: it gets one that no source can write.
    const subject = name ?? (expr.is === 'name' ? expr.name : `$${target.start}`);
    if (name !== null || expr.is !== 'name') add('bind', scope, subject, expr, whole);
    for (const property of nodes(target.properties)) {
      const key = nameOf(property.key);
      const bound = isNode(property.value) ? property.value : null;
      if (key === null || bound === null) continue;
      const local = bound.type === 'AssignmentPattern' ? nameOf(bound.left) : nameOf(bound);
      if (local !== null)
        add(
          'bind',
          scope,
          local,
          { is: 'member', of: { is: 'name', name: subject, span: expr.span }, name: key, span: spanOf(property) },
          property,
        );
      if (bound.type === 'AssignmentPattern' && isNode(bound.right))
        add('bind', scope, local, expression(bound.right, scope), property);
    }
  }

  function functionBody(node: Node, scope: number, name: string | null): void {
    const params = nodes(node.params);
    const names = params.map(
      (param) =>
        dotted(
          param.type === 'AssignmentPattern' && isNode(param.left)
            ? param.left
            : param.type === 'TSParameterProperty' && isNode(param.parameter)
              ? param.parameter
              : param,
        ) ?? '',
    );
    const inner = scopes.push({ parent: scope, kind: 'function', name, params: names }) - 1;
    for (const param of params) {
      for (const decorator of nodes(param.decorators)) statement(decorator, inner);
      parameter(param, inner);
    }
    if (!isNode(node.body)) return;
    if (node.body.type === 'BlockStatement') statement(node.body, inner);
    else add('return', inner, null, expression(node.body, inner), node.body);
  }

  function parameter(param: Node, scope: number): void {
    const pattern = param.type === 'TSParameterProperty' && isNode(param.parameter) ? param.parameter : param;
    if (pattern.type === 'AssignmentPattern' && isNode(pattern.left) && isNode(pattern.right)) {
      const name = dotted(pattern.left);
      add('default', scope, name, expression(pattern.right, scope), pattern);
      if (name === null) parameter(pattern.left, scope);
    }
    for (const property of nodes(pattern.properties)) {
      const value = isNode(property.value) ? property.value : null;
      if (value?.type === 'AssignmentPattern' && isNode(value.right))
        add('default', scope, nameOf(value.left), expression(value.right, scope), property);
    }
    const annotation =
      isNode(pattern.typeAnnotation) && isNode(pattern.typeAnnotation.typeAnnotation)
        ? pattern.typeAnnotation.typeAnnotation
        : null;
    if (annotation !== null) {
      const name = dotted(pattern.type === 'AssignmentPattern' && isNode(pattern.left) ? pattern.left : pattern);
      const expr = typed(annotation, scope);
      // A parameter of a literal type has the values of the type.
      if (expr.is !== 'other' || expr.of.length > 0) add('bind', scope, name, expr, pattern);
    }
  }

  function classBody(node: Node, scope: number, name: string | null): void {
    const inner = scopes.push({ parent: scope, kind: 'class', name, params: [] }) - 1;
    for (const member of isNode(node.body) ? nodes(node.body.body) : []) {
      const key = nameOf(member.key);
      for (const decorator of nodes(member.decorators)) statement(decorator, inner);
      if (FUNCTIONS.has(member.type)) functionBody(member, inner, key);
      else if (isNode(member.value) && FUNCTIONS.has(member.value.type)) functionBody(member.value, inner, key);
      else if (isNode(member.value)) add('bind', inner, key, expression(member.value, inner), member);
      else if (nodes(member.decorators).length === 0) statement(member, inner);
    }
    for (const decorator of nodes(node.decorators)) statement(decorator, scope);
  }

  /** A type as the values it admits, where those are literals. */
  function typed(node: Node, scope: number): Expr {
    const span = spanOf(node);
    if (node.type === 'TSUnionType')
      return { is: 'either', of: nodes(node.types).map((each) => typed(each, scope)), span };
    if (node.type === 'TSLiteralType' && isNode(node.literal)) return expression(node.literal, scope);
    const name = node.type === 'TSTypeReference' && isNode(node.typeName) ? dotted(node.typeName) : null;
    if (name !== null && !isNode(node.typeParameters)) return { is: 'name', name, span };
    return {
      is: 'other',
      of: childrenOf(node)
        .map((each) => typed(each, scope))
        .filter((each) => each.is !== 'other' || each.of.length > 0),
      span,
    };
  }

  function enumeration(node: Node, scope: number): Expr {
    const members = nodes(node.members ?? (isNode(node.body) ? node.body.members : []));
    const of = members.flatMap((member): Entry[] => {
      if (!isNode(member.initializer) || !isNode(member.id)) return [];
      return [{ key: keyOf(member.id), value: expression(member.initializer, scope), span: spanOf(member) }];
    });
    return { is: 'map', of, span: spanOf(node) };
  }

  function keyOf(node: Node): Expr {
    return node.type === 'StringLiteral' ? literal(node) : { is: 'name', name: nameOf(node) ?? '', span: spanOf(node) };
  }

  function literal(node: Node): Expr {
    const span = { start: node.start + 1, end: Math.max(node.start + 1, node.end - 1) };
    return { is: 'text', text: text.content.slice(span.start, span.end), span };
  }

  const inside = (node: Node, scope: number): Expr[] => childrenOf(node).map((each) => expression(each, scope));

  function expression(node: Node, scope: number): Expr {
    if (++depth > MAX_DEPTH) {
      depth--;
      statement(node, scope);
      return { is: 'other', of: [], span: spanOf(node) };
    }
    const expr = lowered(node, scope);
    depth--;
    return expr;
  }

  function lowered(node: Node, scope: number): Expr {
    const span = spanOf(node);
    const on = (field: string): Expr =>
      isNode(node[field]) ? expression(node[field], scope) : { is: 'other', of: [], span };
    switch (node.type) {
      case 'StringLiteral':
      case 'DirectiveLiteral':
        return literal(node);
      case 'JSXText':
        return { is: 'other', of: [{ is: 'text', text: text.content.slice(node.start, node.end), span }], span };
      case 'TemplateLiteral': {
        const parts: Expr[] = [
          ...nodes(node.quasis).map(
            (quasi): Expr => ({ is: 'text', text: text.content.slice(quasi.start, quasi.end), span: spanOf(quasi) }),
          ),
          ...nodes(node.expressions).map((each) => expression(each, scope)),
        ];
        parts.sort((a, b) => a.span.start - b.span.start);
        const [only] = parts;
        if (parts.length === 1 && only !== undefined) return only;
        return { is: 'join', of: parts.filter((part) => part.is !== 'text' || part.text !== ''), span };
      }
      case 'NullLiteral':
        return { is: 'constant', value: null, span };
      case 'BooleanLiteral':
        return { is: 'constant', value: node.value === true, span };
      case 'Identifier':
        return node.name === 'undefined'
          ? { is: 'constant', value: null, span }
          : { is: 'name', name: String(node.name), span };
      case 'ThisExpression':
        return { is: 'name', name: 'this', span };
      case 'BinaryExpression':
        return node.operator === '+'
          ? { is: 'join', of: [on('left'), on('right')], span }
          : { is: COMPARISONS.has(String(node.operator)) ? 'compare' : 'other', of: inside(node, scope), span };
      case 'LogicalExpression':
        return { is: 'either', of: node.operator === '&&' ? [on('right')] : [on('left'), on('right')], span };
      case 'ConditionalExpression':
        if (isNode(node.test)) bare(node.test, scope);
        return { is: 'either', of: [on('consequent'), on('alternate')], span };
      case 'ArrayExpression':
      case 'TupleExpression':
        return { is: 'list', of: nodes(node.elements).map((each) => expression(each, scope)), span };
      case 'ObjectExpression':
        return { is: 'map', of: nodes(node.properties).flatMap((property) => entry(property, scope)), span };
      case 'MemberExpression':
      case 'OptionalMemberExpression': {
        if (node.computed === true) return { is: 'item', of: on('object'), key: on('property'), span };
        const path = dotted(node);
        const name = nameOf(node.property);
        if (path !== null) return { is: 'name', name: path, span };
        return name === null
          ? { is: 'other', of: inside(node, scope), span }
          : { is: 'member', of: on('object'), name, span };
      }
      case 'CallExpression':
      case 'OptionalCallExpression':
      case 'NewExpression':
      case 'ImportExpression': {
        const callee: Expr = isNode(node.callee)
          ? node.callee.type === 'Import'
            ? { is: 'name', name: 'import', span: spanOf(node.callee) }
            : expression(node.callee, scope)
          : { is: 'name', name: 'import', span };
        const given = isNode(node.source) ? [node.source] : nodes(node.arguments);
        const args = given.map(
          (each): Argument =>
            each.type === 'SpreadElement' && isNode(each.argument)
              ? { name: '**', value: expression(each.argument, scope) }
              : { name: null, value: expression(each, scope) },
        );
        return { is: 'call', callee, args, span };
      }
      case 'TaggedTemplateExpression':
        return { is: 'call', callee: on('tag'), args: [{ name: null, value: on('quasi') }], span };
      case 'AssignmentExpression':
        if (isNode(node.left) && isNode(node.right)) {
          assign(node.left, node.right, scope, node);
          return { is: 'other', of: [], span };
        }
        return { is: 'other', of: inside(node, scope), span };
      case 'JSXElement':
        return element(node, scope);
      case 'ClassExpression':
        classBody(node, scope, null);
        return { is: 'other', of: [], span };
      default:
        if (FUNCTIONS.has(node.type)) {
          functionBody(node, scope, null);
          return { is: 'other', of: [], span };
        }
        if (TRANSPARENT.has(node.type))
          return on(isNode(node.expression) ? 'expression' : isNode(node.literal) ? 'literal' : 'argument');
        return { is: 'other', of: childrenOf(node).flatMap((each) => nested(each, scope)), span };
    }
  }

  /** A statement inside an expression (a `do` block, a type's body) keeps its own facts. */
  function nested(node: Node, scope: number): Expr[] {
    if (!/Statement$|Declaration$/.test(node.type)) return [expression(node, scope)];
    statement(node, scope);
    return [];
  }

  function entry(property: Node, scope: number): Entry[] {
    const span = spanOf(property);
    if (property.type === 'SpreadElement' && isNode(property.argument))
      return [{ key: null, value: expression(property.argument, scope), span }];
    if (property.type === 'ObjectMethod') {
      functionBody(property, scope, nameOf(property.key));
      return [];
    }
    if (!isNode(property.key) || !isNode(property.value)) return [];
    const key = property.computed === true ? expression(property.key, scope) : keyOf(property.key);
    return [{ key, value: expression(property.value, scope), span }];
  }

  /** `<Model id="ns/name" />` is a call of the component with its attributes by name. */
  function element(node: Node, scope: number): Expr {
    const span = spanOf(node);
    const opening = isNode(node.openingElement) ? node.openingElement : null;
    const args = nodes(opening?.attributes).flatMap((attribute): Argument[] => {
      if (attribute.type === 'JSXSpreadAttribute' && isNode(attribute.argument))
        return [{ name: '**', value: expression(attribute.argument, scope) }];
      return isNode(attribute.value)
        ? [{ name: nameOf(attribute.name), value: expression(attribute.value, scope) }]
        : [];
    });
    const name = isNode(opening?.name) ? text.content.slice(opening.name.start, opening.name.end) : '*';
    const children = nodes(node.children).map((each) => expression(each, scope));
    const call: Expr = { is: 'call', callee: { is: 'name', name, span }, args, span };
    return { is: 'other', of: [call, ...children], span };
  }

  statement(program, 0);
  return {
    modules: [{ language: 'javascript', text, place: null, scopes, facts, imports }],
    passages: [],
    problems,
  };
}
