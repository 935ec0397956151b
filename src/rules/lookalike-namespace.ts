/** A namespace that is written like a well-known one, is not it, and has nothing else to show. */

import {
  type Confidence,
  type Owner,
  type Rule,
  type RuleMeta,
  repoName,
  type Severity,
  type Subject,
} from '../model.ts';
import { day } from './age.ts';
import { confidenceOf, credible, least, lowered, templateConfidence } from './confidence.ts';
import { account, live, TROUBLE } from './example.ts';
import { type Likeness, likeOf } from './likeness.ts';
import { loads } from './pin.ts';
import { placesOf } from './wording.ts';

const TEXT = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("meta-IIama/Llama-3.1-8B")\n';
const SMALL = { repositories: 1, followers: 0 };

const meta: RuleMeta = {
  name: 'lookalike-namespace',
  severity: 'high',
  persona: 'regular',
  needsHub: true,
  summary: 'The namespace is written like a well-known one, is not it, and is small or young.',
  why: `Names are typed, remembered and guessed: \`mistral-ai\` for \`mistralai\`, \`meta-IIama\` with two capital i's, \`facebook-llama\` for a model of Meta's. Whoever registers such a name is loaded in place
of the publisher that was meant.

A name alone accuses nobody. It takes a likeness, and an account that has nothing else to show:

- *reads the same*: the same but for separators, letter case, and letters and digits that look alike (\`I\`, \`l\` and \`1\`; \`rn\` and \`m\`; \`O\` and \`0\`), or *one letter away*: high;
- *added words*: the name with words beside it that make it look official or like one of its products (\`-ai\`, \`-official\`, \`-llama\`), without such a word, or with its own words turned round: medium;
- and the account is small (up to five repositories, and fewer than twenty followers), or younger than half a year. Where it is both, the verdict is surer; where it is neither, or the Hub does not
  say, there is none.

Well-known namespaces never accuse each other, and neither are names accused that are known to be honest. Where nothing loads the name it weighs one step less.`,
  mend: 'Check whose repository it is, and name the one you mean. If the account is what you mean, ignore the finding with that reason.',
  fires: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'The account meta-IIama has one repository and no followers.',
      resolution: live('meta-IIama/Llama-3.1-8B', {}, account('meta-IIama', undefined, SMALL)),
    },
  ],
  quiet: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'The account meta-IIama could not be asked for.',
      resolution: live('meta-IIama/Llama-3.1-8B', {}, TROUBLE),
    },
    {
      file: 'load.py',
      text: TEXT,
      hub: 'The account meta-IIama has forty repositories and a thousand followers, and is years old.',
      resolution: live(
        'meta-IIama/Llama-3.1-8B',
        {},
        account('meta-IIama', undefined, { repositories: 40, followers: 1000 }),
      ),
    },
    {
      file: 'load.py',
      text: TEXT.replace('IIama', 'llama'),
      hub: 'Whatever it says of the account meta-llama, which is the well-known one.',
      resolution: live('meta-llama/Llama-3.1-8B', {}, account('meta-llama', undefined, SMALL)),
    },
  ],
};

const FEW_REPOSITORIES = 5;
const FEW_FOLLOWERS = 20;
/** In milliseconds. */
const YOUNG = 180 * 24 * 60 * 60 * 1000;

const WEIGHTS: Readonly<
  Record<Likeness, { readonly severity: Severity; readonly sure: Confidence; readonly says: string }>
> = {
  spelling: { severity: 'high', sure: 'high', says: 'reads like' },
  letter: { severity: 'high', sure: 'high', says: 'is one letter away from' },
  words: { severity: 'medium', sure: 'medium', says: 'has the words of' },
};

export const rule: Rule = {
  meta,
  check(subject, today) {
    const owner = ownerOf(subject);
    if (owner?.state !== 'present') return null;
    const like = likeOf(owner.name);
    const marks = like === null ? [] : marksOf(owner, today);
    if (like === null || marks.length === 0) return null;
    const { severity, sure, says } = WEIGHTS[like.by];
    const { name, places, loaded, read } = described(subject);
    return {
      severity: loaded ? severity : 'low',
      confidence: least(marks.length > 1 ? sure : lowered(sure), read),
      message: `${name} is not of ${like.target}: its namespace ${owner.name} ${says} that name, and ${marks.join(', and ')}.`,
      advice: `Check whether ${like.target} is meant, and whose account ${owner.name} is, before anything is loaded from it`,
      places: placesOf(places),
    };
  },
};

function described(subject: Subject) {
  if (subject.is === 'template') {
    const { text: name, unresolved: places } = subject;
    return { name, places, loaded: true, read: templateConfidence(places) };
  }
  const places = credible(subject.references);
  return { name: repoName(subject.id), places, loaded: places.some(loads), read: confidenceOf(places) };
}

/** The owner of the name as it is written. */
function ownerOf(subject: Subject): Owner | null {
  if (subject.is === 'template') return subject.owner;
  if (subject.resolution?.state === 'live') return subject.resolution.owner;
  return subject.resolution?.state === 'moved' ? subject.resolution.from : null;
}

/** What makes an account suspicious, as ends of a sentence. */
function marksOf(owner: Extract<Owner, { state: 'present' }>, today: string | undefined): string[] {
  const { repositories, followers, createdAt } = owner;
  const marks: string[] = [];
  if (repositories !== undefined && followers !== undefined) {
    if (repositories <= FEW_REPOSITORIES && followers < FEW_FOLLOWERS) {
      marks.push(
        `has ${counted(repositories, 'repository', 'repositories')} and ${counted(followers, 'follower', 'followers')}`,
      );
    }
  }
  if (today !== undefined && Date.parse(today) - Date.parse(createdAt) < YOUNG)
    marks.push(`was made on ${day(createdAt)}`);
  return marks;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
