/** The vocabulary: every stage takes and returns these values, and knows nothing else of its neighbours. */

export const REPO_KINDS = ['model', 'dataset', 'space', 'kernel'] as const;
export type RepoKind = (typeof REPO_KINDS)[number];

/** A name on the Hub. A null namespace is a legacy one-part id (`gpt2`). */
export interface RepoId {
  readonly kind: RepoKind;
  readonly namespace: string | null;
  readonly name: string;
}

/**
 * What a reference says about the version it wants. Only `commit` is a pin: a branch, a tag and `refs/pr/N` move, seven
 * hex digits can be the name of a branch, and `dynamic` keeps the text of an expression that could not be followed.
 */
export type Revision =
  | { readonly at: 'none' }
  | { readonly at: 'commit'; readonly commit: string }
  | { readonly at: 'short'; readonly commit: string }
  | { readonly at: 'named'; readonly name: string }
  | { readonly at: 'dynamic'; readonly text: string };

/** A half-open range of UTF-16 code units in a file's decoded text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where something stands. Lines and columns are 1-based, columns count UTF-16 code units, `endColumn` is exclusive. */
export interface Site {
  /** Relative to the audited root, with forward slashes. */
  readonly path: string;
  /** 1-based cell of a notebook; `line` is the physical line of the file all the same. */
  readonly cell?: number;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly span: Span;
  /** The whole statement, call or key that holds it: where an ignore comment or an edit belongs. */
  readonly statement: Span;
  /** 1-based lines of `statement`, so that nobody needs the file's text to relate a comment to it. */
  readonly statementLines: readonly [first: number, last: number];
}

/** The role of the text in which a reference stands, in the order in which they matter to a reader. */
export const PLACES = [
  'default',
  'call',
  'constant',
  'config',
  'shell',
  'url',
  'docstring',
  'comment',
  'prose',
  'output',
] as const;
export type Place = (typeof PLACES)[number];

export const CONFIDENCES = ['low', 'medium', 'high'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Whom a rule speaks to: everyone, those who want the small things too, or those who audit. */
export const PERSONAS = ['regular', 'pedantic', 'auditor'] as const;
export type Persona = (typeof PERSONAS)[number];

/** When the line of a reference was written, as the git history of its file tells. */
export interface Written {
  /** ISO 8601, UTC: when the commit was made that the line comes from. The line is that old at least. */
  readonly at: string;
  /** 40 hexadecimal digits, or 64. */
  readonly commit: string;
  /** Whether the history ends at that commit because the clone is shallow: the line may be older by any time. */
  readonly shallow: boolean;
}

/**
 * Where the revision of a reference is written, or where it would have to be: what pinning edits. Spans are of the file at `path`,
 * which need not be the one that holds the reference.
 */
export type RevisionSlot =
  /** The content of a literal, without its quotes. */
  | { readonly is: 'literal'; readonly path: string; readonly span: Span }
  /** An argument that gives none (`revision=None`): its value. */
  | { readonly is: 'nothing'; readonly path: string; readonly span: Span }
  /** A call, from its callee to its closing parenthesis, that takes `name` and is not given it; as the last `object` of options, too. */
  | { readonly is: 'argument' | 'object'; readonly path: string; readonly span: Span; readonly name: string }
  /** A map, braces included where it has them: an object of options, or a mapping of a configuration at the key that holds the id. */
  | { readonly is: 'entry' | 'key'; readonly path: string; readonly span: Span; readonly name: string }
  /** A command line, at the word that gives the id. */
  | { readonly is: 'option'; readonly path: string; readonly span: Span; readonly name: string }
  /** What follows the id in an address. */
  | { readonly is: 'address'; readonly path: string; readonly span: Span }
  /** Nowhere that could be edited, and why. */
  | { readonly is: 'none'; readonly why: string };

/** Which of the files of a repository a load takes, as far as its arguments say so. */
export interface Picks {
  readonly subfolder?: string;
  /** `fp16` in `model.fp16.safetensors`. */
  readonly variant?: string;
  /** `use_safetensors`: true takes no pickles, false nothing else. */
  readonly safetensors?: boolean;
  /** `weights_only`: false lets a pickle name anything. */
  readonly weightsOnly?: boolean;
}

/** One place in which a repository on the Hub is named. */
export interface Reference {
  readonly id: RepoId;
  readonly revision: Revision;
  /** The pin of the code that `trust_remote_code` runs, where the loader has one of its own. */
  readonly codeRevision?: Revision;
  readonly site: Site;
  readonly place: Place;
  /** The loader it reaches, by its qualified name (`transformers.AutoModel.from_pretrained`, `vllm serve`). */
  readonly loader?: string;
  /** The file of the repository that is asked for, where the reference names one. */
  readonly file?: string;
  /** What else it says of the files that it wants. */
  readonly picks?: Picks;
  /** True where the reference turns on code that comes with the repository, or loads a kind that is code. */
  readonly remoteCode: boolean;
  /** True where it only writes to the Hub (`push_to_hub`): nothing is loaded. */
  readonly writes?: boolean;
  /** True where nothing takes a revision: a service that runs it (`InferenceClient`), a tool that has no such option. */
  readonly unpinnable?: boolean;
  /** Where its revision stands or would stand: one slot for each load that it reaches. */
  readonly slots?: readonly RevisionSlot[];
  readonly confidence: Confidence;
  /** Why this is believed to be a reference, in words. */
  readonly evidence: readonly string[];
  /** Where git was asked and knows. */
  readonly written?: Written;
  /**
   * The way to it, where it stands in a repository and not in the audited files: the repository that these name comes first, the
   * one whose file names this one last. `site` is then that of the reference to the first.
   */
  readonly via?: readonly Step[];
}

/** A repository on the way to another, and where it names the next. */
export interface Step {
  readonly id: RepoId;
  readonly commit: string;
  /** What names it: `auto_map of config.json`, `base_model of README.md`. */
  readonly by: string;
}

/** A place that loads from the Hub and whose id could not be followed. Its namespace is kept where that is literal. */
export interface Unresolved {
  readonly kind: RepoKind;
  readonly namespace: string | null;
  /** The expression as written, shortened. */
  readonly text: string;
  readonly reason: string;
  readonly loader?: string;
  readonly site: Site;
  readonly place: Place;
  /** Where git was asked and knows. */
  readonly written?: Written;
}

/** A candidate that looked like a reference and was decided to be something else. */
export interface Rejected {
  readonly text: string;
  readonly reason: string;
  readonly site: Site;
}

/** Something that kept a file, or a part of one, from being read in full. Never fatal. */
export interface Diagnostic {
  /** The file, or null for the run as a whole. */
  readonly path: string | null;
  readonly line?: number;
  readonly message: string;
}

/** What was found in files, before anything is asked or judged. */
export interface Extraction {
  readonly references: readonly Reference[];
  readonly unresolved: readonly Unresolved[];
  readonly rejected: readonly Rejected[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Whether a namespace belongs to anyone today. `none` takes two explicit answers; trouble is `unknown`. */
export type Owner =
  | {
      readonly state: 'present';
      readonly kind: 'user' | 'org';
      /** The Hub's `_id`: identity. The name is not. */
      readonly oid: string;
      /** In the Hub's own letter case. */
      readonly name: string;
      /** ISO 8601, UTC: the overview's `createdAt`, or the time in the first four bytes of `_id`. */
      readonly createdAt: string;
      /** How many repositories of all kinds are under the name, and how many follow it; missing where the Hub did not say. */
      readonly repositories?: number;
      readonly followers?: number;
    }
  | { readonly state: 'none' }
  | { readonly state: 'unknown'; readonly why: string };

export const SCAN_LEVELS = ['unscanned', 'safe', 'queued', 'error', 'caution', 'suspicious', 'unsafe'] as const;
export type ScanLevel = (typeof SCAN_LEVELS)[number];

/** What one of the Hub's scanners says of a file. */
export interface ScannerWord {
  /** `antivirus`, `pickle imports`, `JFrog`. */
  readonly scanner: string;
  readonly level: ScanLevel;
  /** In its own words, shortened; null where it gives none. */
  readonly says: string | null;
}

/** A file of which the Hub has something to say. */
export interface FlaggedFile {
  readonly path: string;
  readonly level: ScanLevel;
  /** Where the Hub was asked for the file itself: every scanner that looked at it. */
  readonly scanners?: readonly ScannerWord[];
  /** Why a load of the subject takes it; null where none does; missing where that is not known. */
  readonly loaded?: string | null;
}

/** What the Hub's own scanners say. `done: false` means unknown, never clean. */
export interface SecurityStatus {
  readonly done: boolean;
  readonly issues: readonly FlaggedFile[];
}

/** A repository that answered. */
export interface Repository {
  /** The id as the Hub writes it, after any redirect. */
  readonly id: RepoId;
  /** The Hub's `_id`. */
  readonly oid: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string | null;
  /** The commit of the default branch. */
  readonly commit: string | null;
  readonly private: boolean;
  readonly gated: boolean;
  readonly disabled: boolean;
  readonly security: SecurityStatus | null;
}

/** What stands behind a name today. Trouble reaching the Hub is `unknown`, which is never a verdict. */
export type Resolution =
  /** `owner` is null where nobody asked: a repository that answers under its own name proves the name is taken, whatever its owner's overview says. */
  | { readonly state: 'live'; readonly repository: Repository; readonly owner: Owner | null }
  | {
      /** The Hub redirects the name. `from` is the state of the owner of the *old* name; null for a one-part id. */
      readonly state: 'moved';
      readonly repository: Repository;
      readonly from: Owner | null;
      /** The names in between, where the Hub redirects more than once, with the owners of their namespaces. */
      readonly through?: readonly { readonly id: RepoId; readonly owner: Owner }[];
    }
  /** Missing, or private: an anonymous caller cannot tell. `owner` is null for a one-part id. */
  | { readonly state: 'absent'; readonly owner: Owner | null }
  | {
      readonly state: 'restricted';
      /** What keeps it from being shown: its owner's gate, or the Hub, which took it out of service. */
      readonly by?: 'gate' | 'hub';
      readonly why: string;
      readonly owner: Owner | null;
    }
  | { readonly state: 'unknown'; readonly why: string };

/** A branch, a tag or the ref of a pull request, and the commit at which it stands. */
export interface Ref {
  readonly name: string;
  readonly commit: string;
}

/** What a repository has by name. `converts` are the Hub's own conversions, `pulls` what anyone may have proposed. */
export type Refs =
  | {
      readonly state: 'known';
      readonly branches: readonly Ref[];
      readonly tags: readonly Ref[];
      readonly converts: readonly Ref[];
      readonly pulls: readonly Ref[];
    }
  | { readonly state: 'unknown'; readonly why: string };

/** Whether a commit that answers under a repository belongs to what the repository itself publishes. */
export type Reach =
  /** A branch or a tag leads to it. */
  | { readonly state: 'reached'; readonly by: string }
  /** No branch and no tag does; the ref of a pull request stands at it. */
  | { readonly state: 'pull'; readonly ref: string }
  | { readonly state: 'none' }
  | { readonly state: 'unknown'; readonly why: string };

/** Whether a revision stands in a repository, and the commit it stands at today. */
export type RevisionState =
  | {
      readonly state: 'found';
      readonly commit: string;
      /** Of a commit, short or full, where it was asked for. */
      readonly reach?: Reach;
      /** Where a branch or a tag is called like the commit, short or full: which of the two, and where it stands. */
      readonly shadow?: { readonly is: 'branch' | 'tag'; readonly commit: string };
    }
  | { readonly state: 'missing' }
  | { readonly state: 'unknown'; readonly why: string };

/** Whose a namespace was when it was locked. `none` is the old name of a redirect that nobody owned then. */
export type LockedOwner =
  | { readonly state: 'present'; readonly kind: 'user' | 'org'; readonly oid: string }
  | { readonly state: 'none' };

/** What the lock remembers of a repository at one revision. It is trusted on first use. */
export interface LockEntry {
  /** As written in the code. */
  readonly id: RepoId;
  /** As written (a branch, a tag, a commit); null for the default branch. */
  readonly revision: string | null;
  /** As the Hub called it. */
  readonly resolved: RepoId;
  readonly oid: string;
  /** Of the namespace in `resolved`; null where it was not known. */
  readonly owner: LockedOwner | null;
  /** Of the namespace in `id`, where the Hub redirected the name out of it; null where it did not, or where that was not known. */
  readonly formerOwner: LockedOwner | null;
  readonly commit: string;
  /** ISO 8601, UTC. */
  readonly recorded: string;
  /** What the code loads; null where that was not recorded. */
  readonly files: readonly LockedFile[] | null;
}

export type LockedFile = Pick<HubFile, 'path' | 'size' | 'digest'>;

/** Something that a name stood for when it was locked, and that is another today. */
export type IdentityChange =
  | { readonly what: 'repository'; readonly entry: LockEntry; readonly today: Repository }
  | {
      readonly what: 'owner';
      readonly entry: LockEntry;
      readonly namespace: string;
      readonly was: LockedOwner;
      readonly today: Extract<Owner, { state: 'present' }>;
    };

export interface FileChange {
  readonly path: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** Whether the code here loads it. */
  readonly loaded: boolean;
}

/** A revision of the same repository that stands at another commit than the locked one. */
export interface Drift {
  readonly entry: LockEntry;
  /** Today's. */
  readonly commit: string;
  /** Whether the locked commit still stands in the repository; null where that is not known. */
  readonly kept: boolean | null;
  /** True where the Hub lists the revision among its tags, false where it does not; null where that is not known. */
  readonly tag: boolean | null;
  /** What differs between the two commits; a text says why that is not known. */
  readonly changes: readonly FileChange[] | string;
}

/** What the lock has of a repository, and how today differs from it. */
export interface Locked {
  /** One for each revision; none where the repository is not in the lock. */
  readonly entries: readonly LockEntry[];
  /** The endpoint that the lock was made from, where another one is asked today. */
  readonly elsewhere: string | null;
  /** Empty where the Hub was not asked. */
  readonly changes: readonly IdentityChange[];
  /** Empty where the Hub was not asked, and where the identity changed: it is another history then. */
  readonly drifts: readonly Drift[];
}

/** A place of a finding: the site and role of a reference or of an unresolved one. */
export interface FindingPlace {
  readonly site: Site;
  readonly place: Place;
  readonly loader?: string;
}

/** What a rule judges: one repository with every place that names it, or one template with its literal namespace. */
export type Subject =
  | {
      readonly is: 'repository';
      readonly id: RepoId;
      readonly references: readonly Reference[];
      /** Null when the Hub was not asked (offline). */
      readonly resolution: Resolution | null;
      /** By `revisionText`, for each `commit`, `short` and `named` revision among the references. */
      readonly revisions: ReadonlyMap<string, RevisionState>;
      /** Null where there is no lock. */
      readonly lock: Locked | null;
      /** Whether the audited files belong to this namespace: authors write code before they publish. */
      readonly own?: boolean;
      /** What is in the files that each reference asks for; absent where none were scanned. */
      readonly scans?: ReadonlyMap<Reference, ArtifactScan>;
    }
  | {
      readonly is: 'template';
      readonly kind: RepoKind;
      readonly namespace: string | null;
      readonly text: string;
      readonly unresolved: readonly Unresolved[];
      /** The state of the literal namespace; null without one, or when the Hub was not asked. */
      readonly owner: Owner | null;
      /** Whether the audited files belong to this namespace. */
      readonly own?: boolean;
    };

/** What a rule says of a subject, and of which of its places. */
export interface Verdict {
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** What is so, and what an attacker could do with it, or that nobody can. */
  readonly message: string;
  /** What to do about it. */
  readonly advice: string;
  readonly places: readonly FindingPlace[];
}

/** An input on which a rule must fire, or must not: documentation and test at once. */
export interface RuleExample {
  /** A file name, which decides the language. */
  readonly file: string;
  readonly text: string;
  /** What the Hub says, in words, for the rule's page. */
  readonly hub?: string;
  /** The same as values, for the test. */
  readonly resolution?: Resolution;
  readonly revisions?: Readonly<Record<string, RevisionState>>;
  readonly owner?: Owner;
  /** When all of its lines were written: ISO 8601, UTC. */
  readonly written?: string;
  /** What the lock says, where there is one. */
  readonly lock?: Locked;
  /** What a scan found. */
  readonly scan?: ArtifactScan;
}

/** What a rule is, for people: the rule pages, `explain` and SARIF are made from it. */
export interface RuleMeta {
  /** A kebab-case noun; also the file's name and the page's. */
  readonly name: string;
  /** The highest severity it reports. */
  readonly severity: Severity;
  readonly persona: Persona;
  /** Such a rule declines when the run is offline. */
  readonly needsHub: boolean;
  /** Such a rule declines where no files were scanned (`--scan`). */
  readonly needsScan?: boolean;
  /** One sentence: what is wrong. */
  readonly summary: string;
  /** Markdown: what an attacker could do and how the verdict is reached. */
  readonly why: string;
  /** Markdown: what to do about it. */
  readonly mend: string;
  readonly fires: readonly RuleExample[];
  readonly quiet: readonly RuleExample[];
}

export interface Rule {
  readonly meta: RuleMeta;
  /** At most one verdict for a subject. `today` is `YYYY-MM-DD`; without it nothing is young. */
  check(subject: Subject, today?: string): Verdict | null;
}

/** A replacement of one span of one file. */
export interface Edit {
  readonly path: string;
  readonly span: Span;
  readonly text: string;
}

export interface Fix {
  readonly description: string;
  readonly edits: readonly Edit[];
}

/** One problem of one repository, with all the places it concerns, the most important first. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly kind: RepoKind;
  /** `namespace/name`, a bare legacy name, or a template's text. */
  readonly id: string;
  readonly message: string;
  readonly advice: string;
  readonly places: readonly FindingPlace[];
  /** How many more places there are that are not listed: a catalogue may name a repository a million times. */
  readonly unlisted?: number;
  readonly fix?: Fix;
}

/** A finding of an earlier report, which is not reported again. */
export interface KnownFinding {
  readonly fingerprint: string;
  readonly severity: Severity;
  readonly kind: RepoKind;
  readonly id: string;
}

/** What the run did, for the summary line and for machines. */
export interface Summary {
  readonly files: number;
  readonly references: number;
  readonly repositories: number;
  readonly unresolved: number;
  /** Findings silenced by a comment or by the configuration. */
  readonly ignored: number;
  /** Findings kept back by the persona. */
  readonly hidden: number;
  /** Null when the run was offline. */
  readonly hub: {
    readonly endpoint: string;
    /** True where the answers came from a file. */
    readonly snapshot: boolean;
    readonly requests: number;
    /** Answers that the cache gave, for which nothing was asked. */
    readonly saved: number;
    readonly unknown: number;
  } | null;
  /** Missing where no files were scanned. */
  readonly scan?: {
    /** Repositories, each at one commit. */
    readonly repositories: number;
    readonly files: number;
    readonly bytesRead: number;
    /** References whose files were not scanned, or not all of them. */
    readonly unknown: number;
  };
}

export interface Report {
  readonly findings: readonly Finding[];
  /** All that was asked about, whether there is a finding on it or not, with what the Hub said. */
  readonly subjects: readonly Subject[];
  /** Those of the baseline that stand still, or of which nothing is known today; missing where there is no baseline. */
  readonly known?: readonly KnownFinding[];
  readonly summary: Summary;
  readonly diagnostics: readonly Diagnostic[];
}

/** What a scanner saw in an artifact: where, what, how bad, and why, in words a person can act on. */
export interface Evidence {
  /** A kebab-case noun for the kind of thing: `dangerous-call`, `unknown-import`, `zip-disagreement`. */
  readonly kind: string;
  /** `critical` runs code or reaches files, network, processes; `medium` calls what is unknown; `info` only imports it. */
  readonly severity: Severity;
  /** The members from the file inwards: `archive/data.pkl`; empty for the file itself. */
  readonly within: readonly string[];
  /** Of the opcode, header or record, in bytes, in the innermost member. */
  readonly offset: number;
  /** The global, operator, layer or member it is about. */
  readonly subject: string;
  readonly message: string;
  /** What it would run or reach, decoded: commands, URLs, arguments, nested code. */
  readonly details: readonly string[];
}

/** What was seen in a text that is code; offsets are in bytes of its UTF-8. */
export interface CodeJudgement {
  readonly language: string;
  readonly evidence: readonly Omit<Evidence, 'within'>[];
  readonly gaps: readonly Omit<Gap, 'within'>[];
}

/** Judges a text by its name and its content; null where it is no code that can be judged. */
export type CodeJudge = (name: string, text: string) => Promise<CodeJudgement | null>;

/** Bytes that were not understood: never clean. `end` is exclusive. */
export interface Gap {
  readonly within: readonly string[];
  readonly start: number;
  readonly end: number;
  readonly why: string;
}

/** The worst of what a file holds. `inconclusive` without anything worse: not scanned is never clean. */
export const SCAN_VERDICTS = ['clean', 'inconclusive', 'suspicious', 'dangerous'] as const;
export type ScanVerdict = (typeof SCAN_VERDICTS)[number];

export interface FileScan {
  readonly path: string;
  readonly verdict: ScanVerdict;
  /** In bytes. */
  readonly size: number;
  readonly bytesRead: number;
  /** What the content is, by its own marks: `pickle (protocol 4)`, `PyTorch zip`, `safetensors`. */
  readonly format: string;
  readonly evidence: readonly Evidence[];
  readonly inconclusive: readonly Gap[];
}

/** A file as it was scanned for a target: what a person named, and what stands beside the verdict. */
export interface ScannedFile extends FileScan {
  /** Of the report's `targets`. */
  readonly target: number;
  /** Why a loader would take this file; null where none would, or where nobody can tell. */
  readonly loaded: string | null;
  /** The Hub's own verdict; null where it has none, or was not asked. */
  readonly hub: ScanLevel | null;
  /** Whether its bytes are those that its hash names; null where not all of them were read. */
  readonly intact: boolean | null;
}

/** What is in the files of a repository, at the commit that a reference loads. */
export type ArtifactScan =
  | {
      readonly state: 'scanned';
      readonly commit: string;
      /** `loaded` is why a loader takes the file for this reference. */
      readonly files: readonly ScannedFile[];
      /** Whether it is known which weights a loader takes; else any file may be one. */
      readonly settled: boolean;
      /** The paths of those that a loader takes and unpickles. */
      readonly unpickled: readonly string[];
      /** Why not all files were scanned, or null. */
      readonly left: string | null;
      /** The code that runs with it where remote code is allowed: its own, by path, and that of other repositories. */
      readonly code?: {
        readonly runs: readonly { readonly path: string; readonly why: string }[];
        readonly elsewhere: readonly {
          readonly id: Pick<RepoId, 'namespace' | 'name'>;
          readonly path: string;
          readonly why: string;
        }[];
      };
    }
  | { readonly state: 'unknown'; readonly why: string };

/** What a person asked to be scanned. */
export type ScanTarget =
  | { readonly is: 'file' | 'folder' | 'cache'; readonly text: string }
  | {
      readonly is: 'repository';
      readonly text: string;
      /** In the Hub's own letter case. */
      readonly id: RepoId;
      /** The one commit that all of its files are of. */
      readonly commit: string;
      /** Where only what changed since the commit in the lock was scanned: that commit, and how many files are as they were. */
      readonly since?: { readonly commit: string; readonly unchanged: number };
    };

export interface ScanReport {
  readonly targets: readonly ScanTarget[];
  readonly files: readonly ScannedFile[];
  readonly summary: ScanSummary;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ScanSummary {
  readonly files: number;
  /** How many files of each verdict. */
  readonly verdicts: Readonly<Record<ScanVerdict, number>>;
  /** Of all files together, in bytes. */
  readonly size: number;
  readonly bytesRead: number;
  /** Null where the Hub was not asked. */
  readonly requests: number | null;
}

/** Bytes that can be read in part: a local file, a member of an archive, a remote file by HTTP range. */
export interface ByteSource {
  /** In bytes. */
  readonly size: number;
  /** Reads at most `length` bytes; fewer only at the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** A file of a repository at one commit, as the Hub lists it. */
export interface HubFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** Of a file in LFS the sha256 of its bytes, of one in git the sha1 of its blob. */
  readonly digest: { readonly algorithm: 'sha256' | 'git-sha1'; readonly value: string };
  /** The Hub's own verdict, where it has one. */
  readonly level: ScanLevel | null;
  /** Every scanner that looked at it, where one of them does not call it safe. */
  readonly scanners?: readonly ScannerWord[];
}

/** `namespace/name`, or the bare legacy name. */
export function repoName(id: Pick<RepoId, 'namespace' | 'name'>): string {
  return id.namespace === null ? id.name : `${id.namespace}/${id.name}`;
}

/** One key per repository: the Hub compares names without letter case. */
export function repoKey(id: RepoId): string {
  return `${id.kind}:${repoName(id).toLowerCase()}`;
}

/** One key per entry of the lock. Branches and tags, unlike names, differ by letter case. */
export function lockKey({ id, revision }: Pick<LockEntry, 'id' | 'revision'>): string {
  return revision === null ? repoKey(id) : `${repoKey(id)}@${revision}`;
}

/** The text of a revision as written, or null where there is none to ask the Hub about. */
export function revisionText(revision: Revision): string | null {
  switch (revision.at) {
    case 'commit':
    case 'short':
      return revision.commit;
    case 'named':
      return revision.name;
    case 'none':
    case 'dynamic':
      return null;
  }
}
