/** What chat templates call, and what leads out of the sandbox in which they run. */

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/**
 * Attributes without underscores of their own that lead from a function or a generator to its globals, and from a class to others.
 * Source: jinja2, sandbox.py (UNSAFE_*_ATTRIBUTES).
 */
export const ESCAPES = words(
  'func_closure func_code func_dict func_defaults func_globals im_class im_func im_self gi_frame gi_code cr_frame cr_code ag_frame ag_code ' +
    'f_globals f_locals f_builtins f_back tb_frame tb_next mro subclasses',
);

/** Calls that run code or reach files, whatever they are called on. */
export const RUNNERS = words(
  'popen system eval exec execfile compile getoutput getstatusoutput check_output check_call Popen spawn spawnl spawnv fork __import__ import_module ' +
    'load_module open urlopen write_text write_bytes read_text read_bytes unlink rmtree remove_tree',
);

/** What the libraries that render chat templates offer. Source: transformers (chat_template_utils.py), jinja2's globals. */
export const FUNCTIONS = words(
  'raise_exception strftime_now range namespace dict lipsum cycler joiner caller super loop tojson zip enumerate len int str float bool list set tuple max min sum round abs sorted reversed',
);

/** Methods of strings, lists and maps, which the sandbox lets through. */
export const METHODS = words(
  'strip lstrip rstrip split rsplit splitlines partition rpartition join replace startswith endswith lower upper title capitalize swapcase casefold ' +
    'find rfind index rindex count format isdigit isalpha isalnum isspace isupper islower isnumeric isdecimal zfill center ljust rjust expandtabs encode removeprefix removesuffix ' +
    'items keys values get update setdefault pop popitem copy append extend insert remove reverse sort clear strftime isoformat date next cycle changed add union',
);
