import { IConstruct } from 'constructs';
import { PropProblems, quoted } from './check-props';
import { DataClassification } from './data-classification';
import { Safeguard, SAFEGUARDS, safeguardName } from './safeguard';
import { Waiver } from './waiver';

/**
 * Metadata key under which a construct records what it is and what it protects.
 *
 * The checker reads it to report waived findings; reports and examples read it to list safeguards.
 */
export const HARDENING_METADATA_KEY = 'cdk-hardened-databases:hardening';

/** What a construct of this library says about itself. */
export interface HardeningRecord {
  /** Name of the class: `SecureRdsInstance`. */
  readonly construct: string;
  readonly classification?: DataClassification;

  /** Safeguards that are on. */
  readonly provides: readonly Safeguard[];

  /** Safeguards that are off, with the reason. */
  readonly waived: readonly { readonly safeguard: Safeguard; readonly reason: string }[];
}

/** What a construct needs to say to decide about its safeguards. */
export interface HardeningOptions {
  readonly construct: string;
  readonly classification?: DataClassification;

  /** Every safeguard that the construct knows. */
  readonly safeguards: readonly Safeguard[];
  readonly waivers?: readonly Waiver[];

  /**
   * Safeguards that a typed choice leaves off, such as a key that AWS owns. The construct has checked that its classification
   * allows the choice; the finding is reported as waived, like any other.
   */
  readonly excused?: readonly { readonly safeguard: Safeguard; readonly reason: string }[];
}

/** Which safeguards of a construct are on. */
export class Hardening {
  public readonly classification: DataClassification;

  /** The waivers that count here: one that serves every construct is skipped where its safeguard is unknown. */
  private readonly waivers: readonly Waiver[];

  public constructor(private readonly options: HardeningOptions, problems: PropProblems) {
    const levels = Object.values(DataClassification);
    const given = options.classification ?? DataClassification.CONFIDENTIAL;
    problems.when(!levels.includes(given), 'CLASSIFICATION_UNKNOWN',
      () => `\`classification\` is ${quoted(String(given))}, allowed are ${levels.join(', ')}; pass a DataClassification`);
    this.classification = levels.includes(given) ? given : DataClassification.CONFIDENTIAL;
    this.waivers = (options.waivers ?? []).filter(({ _ofDisposable, safeguard }) => !_ofDisposable || options.safeguards.includes(safeguard));
    const seen = new Set<Safeguard>();
    for (const { safeguard } of this.waivers) {
      const name = safeguardName(safeguard);
      problems.when(seen.has(safeguard), 'WAIVER_REPEATED', () => `${name} is waived twice; keep the waiver whose reason is right`);
      problems.when(!options.safeguards.includes(safeguard), 'WAIVER_UNKNOWN_HERE',
        () => `${name} is waived, but ${options.construct} does not provide it; allowed are ${this.waivable()}`);
      problems.when(options.safeguards.includes(safeguard) && !mayBeWaived(safeguard, this.classification), 'WAIVER_FORBIDDEN',
        () => `${name} is waived, but data classified as ${this.classification} allows ${this.waivable()}; remove the waiver or lower \`classification\``);
      seen.add(safeguard);
    }
  }

  /** Whether a safeguard is on: it is not waived. What is excused is up to the construct. */
  public keeps(safeguard: Safeguard): boolean {
    return !this.waivers.some((waiver) => waiver.safeguard === safeguard);
  }

  /** Whether the construct belongs to an environment that is thrown away as a whole. */
  public get disposable(): boolean {
    return this.waivers.some(({ _ofDisposable }) => _ofDisposable);
  }

  /** Whether the construct has a safeguard at all. */
  public knows(safeguard: Safeguard): boolean {
    return this.options.safeguards.includes(safeguard);
  }

  /** Record what the construct provides and what is waived on its node, where checker and reports find it. */
  public recordOn(construct: IConstruct): void {
    const left = [...this.waivers, ...this.options.excused ?? []].map(({ safeguard, reason }) => ({ safeguard, reason }));
    const record: HardeningRecord = {
      construct: this.options.construct,
      classification: this.options.classification,
      provides: this.options.safeguards.filter((safeguard) => !left.some((one) => one.safeguard === safeguard)),
      waived: left,
    };
    construct.node.addMetadata(HARDENING_METADATA_KEY, record);
  }

  private waivable(): string {
    const names = this.options.safeguards.filter((safeguard) => mayBeWaived(safeguard, this.classification)).map(safeguardName);
    return names.length === 0 ? 'no waiver' : `only ${names.join(', ')}`;
  }
}

function mayBeWaived(safeguard: Safeguard, classification: DataClassification): boolean {
  const facts = SAFEGUARDS[safeguard];
  if (facts?.permanent !== undefined || classification === DataClassification.SECRET) {
    return false;
  }
  return classification !== DataClassification.PROTECTED || facts.waivableWhenProtected;
}

/** The record of a construct, if it is one of ours: the last one, which tells what was taken off later. */
export function hardeningOf(construct: IConstruct): HardeningRecord | undefined {
  return construct.node.metadata.filter(({ type }) => type === HARDENING_METADATA_KEY).pop()?.data as HardeningRecord | undefined;
}

/** Record that safeguards are taken off a construct that has been made. What it does not provide is left as it is. */
export function recordWaived(construct: IConstruct, safeguards: Iterable<Safeguard>, reason: string): void {
  const record = hardeningOf(construct);
  const off = [...safeguards].filter((safeguard) => record?.provides.includes(safeguard));
  if (record && off.length > 0) {
    const later: HardeningRecord = {
      ...record,
      provides: record.provides.filter((safeguard) => !off.includes(safeguard)),
      waived: [...record.waived, ...off.map((safeguard) => ({ safeguard, reason }))],
    };
    construct.node.addMetadata(HARDENING_METADATA_KEY, later);
  }
}
