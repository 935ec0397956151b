/** What no walk reads, by its name: other people's code, machines' output, and bytes that are no text. */

/** Version control, installed packages and caches. A virtual environment is known by its `pyvenv.cfg` besides. */
const DIRECTORIES = new Set([
  ...['.git', '.hg', '.svn', '.bzr', '.jj', '.sl', '.pijul', '_darcs', 'CVS'],
  ...['node_modules', 'bower_components', 'site-packages', '__pycache__', '__pypackages__'],
]);

/** They name packages and hashes, by the ten thousand, and no model; namesake.lock is our own output. */
const LOCK_FILES = new Set([
  ...['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'deno.lock'],
  ...['poetry.lock', 'uv.lock', 'pdm.lock', 'Pipfile.lock', 'pixi.lock', 'pylock.toml', 'conda-lock.yml'],
  ...['Cargo.lock', 'Gemfile.lock', 'composer.lock', 'go.sum', 'flake.lock', 'mix.lock', 'pubspec.lock'],
  ...['Podfile.lock', 'Package.resolved', 'packages.lock.json', 'gradle.lockfile', '.terraform.lock.hcl'],
  'namesake.lock',
]);

/** Bytes that are no text: never opened. What is not on the list and has a NUL byte is found out by reading. */
const BINARY_EXTENSIONS = new Set([
  ...['png', 'jpg', 'jpeg', 'gif', 'webp', 'ico', 'icns', 'bmp', 'tif', 'tiff', 'avif', 'heic', 'psd', 'exr', 'hdr'],
  ...['mp3', 'wav', 'flac', 'ogg', 'opus', 'm4a', 'aac', 'mp4', 'm4v', 'mov', 'avi', 'mkv', 'webm', 'mpg', 'mpeg'],
  ...['zip', 'gz', 'tgz', 'bz2', 'xz', 'zst', 'lz4', '7z', 'rar', 'tar', 'whl', 'egg', 'jar', 'war', 'deb', 'rpm'],
  ...['woff', 'woff2', 'ttf', 'otf', 'eot', 'pdf', 'doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'odt', 'ods', 'epub'],
  ...['safetensors', 'bin', 'pt', 'pth', 'ckpt', 'onnx', 'gguf', 'ggml', 'h5', 'hdf5', 'keras', 'pb', 'tflite'],
  ...['npy', 'npz', 'pkl', 'pickle', 'joblib', 'msgpack', 'parquet', 'arrow', 'feather', 'tfrecord', 'mlmodel'],
  ...['pyc', 'pyo', 'pyd', 'so', 'dylib', 'dll', 'exe', 'o', 'a', 'lib', 'class', 'wasm', 'node', 'lockb'],
  ...['db', 'sqlite', 'sqlite3', 'mdb', 'dmg', 'iso', 'img'],
]);

/** Written by a bundler: the sources are what counts. */
const GENERATED = /\.(?:min\.(?:js|mjs|cjs|css)|map)$/i;

export function isLeftOutDirectory(name: string): boolean {
  return DIRECTORIES.has(name);
}

export function isLeftOutFile(name: string): boolean {
  // A worktree or a submodule has a file of that name instead of a folder.
  if (name === '.git' || LOCK_FILES.has(name) || GENERATED.test(name)) return true;
  return BINARY_EXTENSIONS.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase()) && name.includes('.');
}
