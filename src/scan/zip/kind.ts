/** What a zip is made for, by the names of its members: who loads it decides what of it is code, and what plain numbers. */

export interface ZipKind {
  readonly format: string;
  /** The key of the tensor that a member holds, or null where a loader takes it for something else. */
  tensor(name: string): string | null;
  /** Whether a member is TorchScript: it looks like Python, and runs in an interpreter of its own. */
  torchScript(name: string): boolean;
}

/** Formats of PyTorch, by a member that stands in the folder they begin with; the first that fits counts. */
const TORCH: readonly { readonly format: string; readonly mark: string; readonly tensors: RegExp }[] = [
  { format: 'PyTorch package', mark: '.data/extern_modules', tensors: /^\.data\/([^/]+)\.storage$/ },
  {
    format: 'PyTorch export',
    mark: 'archive_format',
    tensors: /^data\/(?:weights|constants)\/((?:weight|tensor)_\d+)$/,
  },
  { format: 'PyTorch zip', mark: 'data.pkl', tensors: /^(?:data|constants|xl_model_weights)\/([^/]+)$/ },
];

/** Other formats that are zips, by members that they must have. */
const KINDS: readonly { readonly format: string; readonly has: readonly RegExp[] }[] = [
  { format: 'TorchServe archive', has: [/^MAR-INF\/MANIFEST\.json$/] },
  { format: 'Keras archive', has: [/^metadata\.json$/, /^config\.json$/] },
  { format: 'skops', has: [/^schema\.json$/] },
  { format: 'Python wheel', has: [/\.dist-info\/WHEEL$/] },
  { format: 'Python egg', has: [/^EGG-INFO\/PKG-INFO$/] },
  { format: 'NumPy npz', has: [/\.npy$/] },
];

/** @param names of all members */
export function zipKind(names: readonly string[]): ZipKind {
  for (const { format, mark, tensors } of TORCH) {
    const found = names.find(
      (name) => name === mark || (name.endsWith(`/${mark}`) && name.split('/').length === mark.split('/').length + 1),
    );
    if (found === undefined) continue;
    const prefix = found.slice(0, -mark.length);
    const script = format === 'PyTorch zip' && names.some((name) => name.startsWith(`${prefix}code/`));
    return {
      format: script ? 'TorchScript zip' : format,
      tensor: (name) => tensors.exec(within(name, prefix))?.[1] ?? null,
      torchScript: (name) => script && within(name, prefix).startsWith('code/') && name.endsWith('.py'),
    };
  }
  const kind = KINDS.find(({ has }) => has.every((pattern) => names.some((name) => pattern.test(name))));
  return { format: kind?.format ?? 'zip', tensor: () => null, torchScript: () => false };
}

function within(name: string, prefix: string): string {
  return name.startsWith(prefix) ? name.slice(prefix.length) : '';
}
