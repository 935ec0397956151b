/** The words and marks by which code of most languages has its shape. */

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

export const FUNCTIONS = set('func fun fn def defp defmacro function proc method macro init constructor');
export const MAKERS = set('init constructor');
export const CLASSES = set(
  'class struct enum extension protocol trait object interface module namespace actor impl record mixin',
);
export const RETURNS = set('return yield');
export const CHOICES = set('switch when match');
export const BRANCHES = set('if guard unless while for');
/** Words that stand before what they are about, and say nothing of it. */
export const SILENT = set(
  'try await new throw throws case default in is as not do then else let var val const final static lazy public private return',
);
export const CONSTANTS = [
  ['nothing', set('nil null None nothing undefined NULL NA')],
  ['yes', set('true TRUE')],
  ['no', set('false FALSE')],
] as const;

export const JOINS = set('+ ++ .. <> *');
export const FALLBACKS = set('?? || ?: or');
export const ASSIGNS = set('= := <-');
export const PAIRS = set(': => ->');
export const SEPARATORS = set(', ;');
export const OPENERS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);
export const CLOSERS = set(') ] }');
export const STRUCTURE = [SEPARATORS, CLOSERS, ASSIGNS, PAIRS];
/** A line that begins with one of these goes on from the one before. */
export const CONTINUES = set('. ?. ?? ?: + ++ <> .. || && |> ?');

/** Calls that give back what they are given. */
export const CAST = /^(?:to_?[sS]tring|to_owned|into|clone|trim|Some|Optional|String|NSString)$/;

/** The types between a name and its arguments. */
export const TYPES =
  /<[\w\s,.:?&*[\]]{0,80}(?:<[\w\s,.:?&*[\]]{0,80}>[\w\s,.:?&*[\]]{0,80})?>(?=[?!]?\s*(?:$|[\n=,;){}])|\(|\s+[A-Za-z_]\w*\s*=)/y;

/** Calls on whose result more is set, and those whose name says what they are given. */
export const BUILDER = /^(?:new|to|create)?_?[bB]uilder$|Builder$/;
export const SETTER =
  /^(?:set|with|use)(?:_|[A-Z])|^(?:model|repo|tokenizer|checkpoint|dataset)(?:_?(?:[iI]d|[nN]ame|[pP]ath|[rR]epo))?$/;
