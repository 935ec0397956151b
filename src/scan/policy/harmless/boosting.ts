/** What XGBoost, LightGBM and joblib pickle. */

import type { Group } from '../policy.ts';

export const BOOSTING: readonly Group[] = [
  {
    level: 'built',
    why: 'is a model or an array',
    names: {
      'xgboost.core': 'Booster DMatrix',
      'xgboost.sklearn': 'XGBModel XGBClassifier XGBRegressor XGBRanker XGBRFClassifier XGBRFRegressor',
      xgboost: 'Booster XGBClassifier XGBRegressor',
      'lightgbm.basic': 'Booster Dataset',
      'lightgbm.sklearn': 'LGBMModel LGBMClassifier LGBMRegressor LGBMRanker',
      'joblib.numpy_pickle': 'NumpyArrayWrapper',
      'joblib.numpy_pickle_compat': 'NDArrayWrapper ZNDArrayWrapper',
      'sklearn.externals.joblib.numpy_pickle': 'NumpyArrayWrapper NDArrayWrapper ZNDArrayWrapper',
    },
  },
];
