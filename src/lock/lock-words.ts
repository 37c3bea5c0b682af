import { Entry } from './locked';
import { Loss } from './loss';

/** The context by which a synth records. */
export const LOCK_CONTEXT = 'cdk-hardened-databases:lock';

/** The context by which people say which losses are meant. */
export const RELEASE_CONTEXT = 'cdk-hardened-databases:lock-release';

const RECORD = 'record';

/** What was said on the command line. */
export interface LockWords {
  readonly isRecording: boolean;

  /** Losses that are meant. */
  readonly released: ReadonlySet<Entry>;

  /** What was said and means nothing. */
  readonly problems: readonly string[];
}

/** Understand the two context values in the light of what would be lost. */
export function lockWords(mode: unknown, release: unknown, losses: readonly Loss[]): LockWords {
  const isRecording = mode === RECORD;
  const words = wordsOf(release);
  const problems: string[] = [];
  if (mode !== undefined && !isRecording) {
    problems.push(`the context \`${LOCK_CONTEXT}\` is ${JSON.stringify(mode)}, allowed is \`${RECORD}\`; correct it or leave it out`);
  }
  if (words.length > 0 && !isRecording) {
    problems.push(`the context \`${RELEASE_CONTEXT}\` is set, but nothing is recorded; add \`-c ${LOCK_CONTEXT}=${RECORD}\`, or leave it out`);
  }
  const entries = [...new Set(losses.map(({ entry }) => entry))];
  const released = new Set<Entry>();
  for (const word of isRecording ? words : []) {
    const meant = entries.filter(({ logicalId, resource }) => logicalId === word || resource.path === word);
    if (meant.length === 1) {
      released.add(meant[0]);
    } else {
      problems.push(meant.length === 0 ? unknownWord(word, entries) : ambiguousWord(word, meant));
    }
  }
  return { isRecording, released, problems };
}

/** The command that records. */
export function recordCommand(file: string): string {
  return `Record it with \`npx cdk synth -c ${LOCK_CONTEXT}=${RECORD}\` and commit ${file}.`;
}

/** The command that accepts a loss. */
export function releaseCommand({ resource }: Entry, file: string): string {
  return `If the loss is meant, synthesize once with \`-c ${LOCK_CONTEXT}=${RECORD} -c '${RELEASE_CONTEXT}=${resource.path}'\` and have the change of ${file} reviewed.`;
}

// the command line gives texts; cdk.json may give a list
function wordsOf(release: unknown): string[] {
  const texts = Array.isArray(release) ? release : [release ?? ''];
  return [...new Set(texts.flatMap((text) => String(text).split(',')).map((word) => word.trim()).filter((word) => word !== ''))];
}

function unknownWord(word: string, entries: readonly Entry[]): string {
  const names = entries.map(({ logicalId }) => `\`${logicalId}\``).sort().join(', ');
  return `the context \`${RELEASE_CONTEXT}\` names '${word}', but nothing that would be lost goes by this logical id or construct path`
    + `${names === '' ? ': nothing would be lost; leave it out' : `; what would be lost is ${names}`}`;
}

function ambiguousWord(word: string, meant: readonly Entry[]): string {
  const paths = meant.map(({ resource }) => `\`${resource.path}\``).sort().join(', ');
  return `the context \`${RELEASE_CONTEXT}\` names '${word}', which ${meant.length} resources go by; name each by its construct path: ${paths}`;
}
