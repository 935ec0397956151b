/** Names that are known to be harmless, by the library that pickles them. */

import { BOOSTING } from './harmless/boosting.ts';
import { NUMPY } from './harmless/numpy.ts';
import { PANDAS } from './harmless/pandas.ts';
import { PYTHON } from './harmless/python.ts';
import { SCIPY } from './harmless/scipy.ts';
import { SKLEARN } from './harmless/sklearn.ts';
import { TORCH } from './harmless/torch.ts';
import { TRAINING } from './harmless/training.ts';
import { TRANSFORMERS } from './harmless/transformers.ts';
import type { Group } from './policy.ts';

export const HARMLESS: readonly Group[] = [
  ...PYTHON,
  ...NUMPY,
  ...SCIPY,
  ...SKLEARN,
  ...TORCH,
  ...PANDAS,
  ...BOOSTING,
  ...TRANSFORMERS,
  ...TRAINING,
];
