import { Duration } from 'aws-cdk-lib';
import { PropProblems } from './check-props';
import { known } from './known';

/** How much may be lost, and how long it may take, after one kind of disaster. */
export interface RecoveryObjective {
  /**
   * The most data that may be lost, as the time in which it was written (recovery point objective, RPO): whole seconds, 0 to 365 days.
   *
   * @default - not stated
   */
  readonly point?: Duration;

  /**
   * How long it may take until the store serves again (recovery time objective, RTO): whole seconds, 0 to 365 days. It ends with the
   * store: what applications need to find it again comes on top.
   *
   * @default - not stated
   */
  readonly time?: Duration;
}

/**
 * What is asked of a store after a disaster, by its kind, in the terms of AWS Resilience Hub.
 *
 * A failed host or disk (`Hardware` there) is covered by `zone`: whatever takes over in another zone takes over for it as well.
 *
 * What is stated reaches the template as the tag `recovery-objectives` of the store; the rules hold the store to it.
 *
 * @see https://docs.aws.amazon.com/resilience-hub/latest/APIReference/API_CreateResiliencyPolicy.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-resiliencehub-resiliencypolicy-policymap.html
 */
export interface RecoveryObjectives {
  /**
   * Data is deleted or corrupted, by a faulty release, a mistake or an attacker (`Software` in Resilience Hub).
   *
   * @default - not stated
   */
  readonly application?: RecoveryObjective;

  /**
   * An Availability Zone fails, or a host or a disk in it (`AZ` and `Hardware` in Resilience Hub).
   *
   * @default - not stated
   */
  readonly zone?: RecoveryObjective;

  /**
   * The region fails (`Region` in Resilience Hub).
   *
   * @default - not stated
   */
  readonly region?: RecoveryObjective;
}

/** The kinds of disaster, in the order of the tag. */
export const DISASTERS = ['application', 'zone', 'region'] as const;

export type Disaster = typeof DISASTERS[number];

/** An objective in seconds. */
export interface ObjectiveInSeconds {
  readonly point?: number;
  readonly time?: number;
}

/** All objectives of a store in seconds; those that state nothing are absent. */
export type ObjectivesInSeconds = Readonly<Partial<Record<Disaster, ObjectiveInSeconds>>>;

/**
 * The tag by which a store says what is asked of it: `application=5m/4h zone=0s/2m region=15m/-`, with the point before the slash, the time
 * behind it, and a hyphen for what is not stated.
 */
export const OBJECTIVES_TAG = 'recovery-objectives';

/** How the value of the tag is written, for messages. */
export const OBJECTIVES_FORMAT = 'application=5m/4h zone=0s/2m region=15m/- (point and time, in s, m, h or d)';

const YEAR = 365 * 24 * 3600;

/** Report what is wrong with objectives, and give back those that can be read. */
export function checkObjectives(prop: string, objectives: RecoveryObjectives | undefined, problems: PropProblems): ObjectivesInSeconds {
  const read: Partial<Record<Disaster, ObjectiveInSeconds>> = {};
  for (const disaster of DISASTERS) {
    const objective = objectives?.[disaster];
    const seconds = {
      point: secondsOf(`${prop}.${disaster}.point`, objective?.point, problems),
      time: secondsOf(`${prop}.${disaster}.time`, objective?.time, problems),
    };
    problems.when(objective !== undefined && objective.point === undefined && objective.time === undefined, 'OBJECTIVE_EMPTY',
      () => `\`${prop}.${disaster}\` states neither \`point\` nor \`time\`, so nothing could be held to it; state one, or leave it out`);
    if (seconds.point !== undefined || seconds.time !== undefined) {
      read[disaster] = seconds;
    }
  }
  problems.when(objectives !== undefined && DISASTERS.every((disaster) => objectives[disaster] === undefined), 'OBJECTIVE_EMPTY',
    () => `\`${prop}\` states no objective; state one against \`application\`, \`zone\` or \`region\`, or leave it out`);
  return read;
}

function secondsOf(name: string, value: Duration | undefined, problems: PropProblems): number | undefined {
  problems.mustBeKnown(name, value, 'OBJECTIVE_UNKNOWN', 'pass a Duration of whole seconds');
  const seconds = known(value)?.toSeconds({ integral: false });
  problems.wholeNumber(name, seconds, { code: 'OBJECTIVE_OUT_OF_RANGE', min: 0, max: YEAR, unit: 'seconds', instead: 'pass a Duration in that range' });
  return seconds !== undefined && isObjective(seconds) ? seconds : undefined;
}

function isObjective(seconds: number): boolean {
  return Number.isInteger(seconds) && seconds >= 0 && seconds <= YEAR;
}

/** Objectives in seconds; they have been checked. */
export function objectivesInSeconds(objectives: RecoveryObjectives | undefined): ObjectivesInSeconds {
  return Object.fromEntries(DISASTERS.flatMap((disaster) => {
    const { point, time } = objectives?.[disaster] ?? {};
    return point === undefined && time === undefined ? [] : [[disaster, { point: point?.toSeconds(), time: time?.toSeconds() }]];
  }));
}

/** The value of the tag. It has at most 83 of the 256 characters that tags take: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_Tag.html */
export function renderObjectives(objectives: ObjectivesInSeconds): string {
  return DISASTERS.flatMap((disaster) => {
    const objective = objectives[disaster];
    return objective ? [`${disaster}=${spanOrNone(objective.point)}/${spanOrNone(objective.time)}`] : [];
  }).join(' ');
}

/** What the value of the tag says; undefined when it is malformed. */
export function parseObjectives(text: string): ObjectivesInSeconds | undefined {
  const read: Partial<Record<Disaster, ObjectiveInSeconds>> = {};
  for (const word of text.trim().split(/\s+/)) {
    const [, disaster, point, time] = /^(application|zone|region)=(-|\d+[smhd])\/(-|\d+[smhd])$/.exec(word) ?? [];
    const objective = { point: parseSpan(point), time: parseSpan(time) };
    const stated = [objective.point, objective.time].filter((seconds) => seconds !== undefined);
    if (disaster === undefined || disaster in read || stated.length === 0 || !stated.every(isObjective)) {
      return undefined;
    }
    read[disaster as Disaster] = objective;
  }
  return read;
}

const UNITS: readonly (readonly [string, number])[] = [['d', 86_400], ['h', 3600], ['m', 60], ['s', 1]];

/** A time in the largest unit of which it is a whole number: `90s`, `2m`, `4h`, `1d`. */
export function span(seconds: number): string {
  const [unit, length] = UNITS.find(([, each]) => seconds > 0 && seconds % each === 0) ?? ['s', 1];
  return `${seconds / length}${unit}`;
}

function spanOrNone(seconds: number | undefined): string {
  return seconds === undefined ? '-' : span(seconds);
}

function parseSpan(text: string | undefined): number | undefined {
  return text === undefined || text === '-' ? undefined : Number(text.slice(0, -1)) * UNITS.find(([unit]) => text.endsWith(unit))![1];
}
