/** The one place in SciPy where the state of an object is code. */

import { describe } from './describe.ts';
import { isThing, type Term } from './term.ts';

/**
 * The template of a SciPy distribution's argument parser, which its `__setstate__` runs (`rv_generic._attach_argparser_methods`),
 * where it is not the one that SciPy itself writes; undefined where all is well.
 */
export function runCode(callee: Term, state: Term): string | undefined {
  const isDistribution = isThing(callee) && callee.is === 'global' && callee.module.startsWith('scipy.stats.');
  if (!isDistribution || !isThing(state) || state.is !== 'dict') return undefined;
  const template = state.entries.findLast(([key]) => key === '_parse_arg_template')?.[1];
  if (template === undefined || (typeof template === 'string' && SCIPY_TEMPLATE.test(template))) return undefined;
  return describe(template);
}

const SHAPES = '(?:[A-Za-z_]\\w*, )*';
const SCIPY_TEMPLATE = new RegExp(
  [
    `^\n?def _parse_args\\(self, ${SHAPES} loc=0(?:, scale=1)?\\):`,
    `    return \\(${SHAPES}\\), loc, (?:scale|1)`,
    '',
    `def _parse_args_rvs\\(self, ${SHAPES} loc=0(?:, scale=1)?, size=None\\):`,
    `    return self\\._argcheck_rvs\\(${SHAPES} loc, (?:scale|1), size=size\\)`,
    '',
    `def _parse_args_stats\\(self, ${SHAPES} loc=0(?:, scale=1)?, moments='mv'\\):`,
    `    return \\(${SHAPES}\\), loc, (?:scale|1), moments\n?$`,
  ].join('\n'),
);
