/** What a zip is made for, by the names of its members: who loads it decides what of it is code, and what plain numbers. */

export interface ZipKind {
  readonly format: string;
  /** Ends in `/`, or is empty: in front of the names by which a loader asks. */
  readonly prefix: string;
  /** The key of the tensor that a member holds, or null where a loader takes it for something else. */
  tensor(name: string): string | null;
  /** Whether a member is TorchScript: it looks like Python, and runs in an interpreter of its own. */
  torchScript(name: string): boolean;
}

const NOTHING = { prefix: '', tensor: () => null, torchScript: () => false } as const;

/** Formats that are zips, by members that they must have; the first that fits counts. */
const KINDS: readonly { readonly format: string; readonly has: readonly RegExp[] }[] = [
  { format: 'TorchServe archive', has: [/^MAR-INF\/MANIFEST\.json$/] },
  { format: 'Keras archive', has: [/^metadata\.json$/, /^config\.json$/] },
  { format: 'Python wheel', has: [/\.dist-info\/WHEEL$/] },
  { format: 'Python egg', has: [/^EGG-INFO\/PKG-INFO$/] },
  { format: 'NumPy npz', has: [/\.npy$/] },
];

export function zipKind(names: readonly string[]): ZipKind {
  const pickle = names.find((name) => /^(?:[^/]+\/)?data\.pkl$/.test(name));
  if (pickle !== undefined) {
    const prefix = pickle.slice(0, -'data.pkl'.length);
    const script = names.some((name) => name.startsWith(`${prefix}code/`));
    return {
      format: script ? 'TorchScript zip' : 'PyTorch zip',
      prefix,
      tensor: (name) => /^(?:data|constants|xl_model_weights)\/([^/]+)$/.exec(within(name, prefix))?.[1] ?? null,
      torchScript: (name) => script && within(name, prefix).startsWith('code/') && name.endsWith('.py'),
    };
  }
  const kind = KINDS.find(({ has }) => has.every((pattern) => names.some((name) => pattern.test(name))));
  return { format: kind?.format ?? 'zip', ...NOTHING };
}

function within(name: string, prefix: string): string {
  return name.startsWith(prefix) ? name.slice(prefix.length) : '';
}
