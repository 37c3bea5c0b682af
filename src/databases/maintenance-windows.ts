import { PropProblems, quoted } from '../core/check-props';
import { known } from '../core/known';

/** When AWS works on the store. Both windows are in UTC, last at least 30 minutes, and do not overlap. */
export interface MaintenanceWindows {
  /**
   * When the daily backup starts: `hh:mm-hh:mm`.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
   * @default '02:00-03:00'
   */
  readonly backup?: string;

  /**
   * When patches are installed: `ddd:hh:mm-ddd:hh:mm`.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
   * @default 'sun:04:00-sun:05:00'
   */
  readonly maintenance?: string;
}

export const DEFAULT_WINDOWS: Required<MaintenanceWindows> = { backup: '02:00-03:00', maintenance: 'sun:04:00-sun:05:00' };

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY = 24 * 60;
const WEEK = 7 * DAY;

/** What a service asks of its windows. */
export interface WindowRules {
  /** Minutes that each lasts at least. */
  readonly minMinutes: number;

  /** Why the two must not overlap. */
  readonly because: string;
}

const RDS: WindowRules = { minMinutes: 30, because: 'RDS demands that they do not' };

interface Interval {
  readonly start: number;
  readonly minutes: number;
}

/** Report windows that are malformed, too short, or overlap. */
export function checkWindows(windows: MaintenanceWindows, problems: PropProblems, { minMinutes, because }: WindowRules = RDS): void {
  const backup = known(windows.backup ?? DEFAULT_WINDOWS.backup);
  const maintenance = known(windows.maintenance ?? DEFAULT_WINDOWS.maintenance);
  const daily = backup === undefined ? undefined : parseDaily(backup);
  const weekly = maintenance === undefined ? undefined : parseWeekly(maintenance);
  problems.when(backup !== undefined && !lasts(daily, minMinutes), 'BACKUP_WINDOW_INVALID',
    () => `\`windows.backup\` is ${quoted(backup!)}, allowed are hh:mm-hh:mm in UTC of at least ${minMinutes} minutes; pass for example '${DEFAULT_WINDOWS.backup}'`);
  checkMaintenanceWindow('windows.maintenance', maintenance, minMinutes, problems);
  problems.when(daily !== undefined && weekly !== undefined && overlap(daily, weekly), 'WINDOWS_OVERLAP',
    () => `\`windows.backup\` ${quoted(backup!)} and \`windows.maintenance\` ${quoted(maintenance!)} overlap, but ${because}; move one of them`);
}

/** Report a maintenance window that is malformed or too short. */
export function checkMaintenanceWindow(name: string, window: string | undefined, minMinutes: number, problems: PropProblems): void {
  const given = known(window);
  problems.when(given !== undefined && !lasts(parseWeekly(given), minMinutes), 'MAINTENANCE_WINDOW_INVALID',
    () => `\`${name}\` is ${quoted(given!)}, allowed are ddd:hh:mm-ddd:hh:mm in UTC of at least ${minMinutes} minutes; pass for example '${DEFAULT_WINDOWS.maintenance}'`);
}

/**
 * Four hours after the backup window begins: when a plan of AWS Backup may start, which it does within eight hours, and so long before the next window.
 * 06:00 for a window that is only known at deployment.
 */
export function timeAfterBackup({ backup }: MaintenanceWindows = {}): { readonly hour: number; readonly minute: number } {
  const window = parseDaily(known(backup ?? DEFAULT_WINDOWS.backup) ?? DEFAULT_WINDOWS.backup)!;
  const time = (window.start + 4 * 60) % DAY;
  return { hour: Math.floor(time / 60), minute: time % 60 };
}

/** How long a weekly window lasts, `ddd:hh:mm-ddd:hh:mm`; undefined when it is malformed. */
export function weeklyMinutes(text: string): number | undefined {
  return parseWeekly(text)?.minutes;
}

function lasts(window: Interval | undefined, minMinutes: number): boolean {
  return window !== undefined && window.minutes >= minMinutes;
}

function parseDaily(text: string): Interval | undefined {
  const match = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(text);
  const times = match && [timeOf(match[1], match[2]), timeOf(match[3], match[4])];
  return times ? interval(times[0], times[1], DAY) : undefined;
}

function parseWeekly(text: string): Interval | undefined {
  const match = /^([a-z]{3}):(\d\d):(\d\d)-([a-z]{3}):(\d\d):(\d\d)$/i.exec(text);
  return match ? interval(weekTime(match[1], match[2], match[3]), weekTime(match[4], match[5], match[6]), WEEK) : undefined;
}

function interval(start: number | undefined, end: number | undefined, cycle: number): Interval | undefined {
  return start === undefined || end === undefined ? undefined : { start, minutes: (end - start + cycle) % cycle };
}

function timeOf(hours: string, minutes: string): number | undefined {
  const time = Number(hours) * 60 + Number(minutes);
  return Number(hours) < 24 && Number(minutes) < 60 ? time : undefined;
}

function weekTime(day: string, hours: string, minutes: string): number | undefined {
  const time = timeOf(hours, minutes);
  const index = DAYS.indexOf(day.toLowerCase());
  return time === undefined || index < 0 ? undefined : index * DAY + time;
}

/** Whether the daily interval, on any day, meets the weekly one; both may run past midnight. */
function overlap(daily: Interval, weekly: Interval): boolean {
  return DAYS.some((_, day) => {
    const distance = (daily.start + day * DAY - weekly.start + WEEK) % WEEK;
    return distance < weekly.minutes || WEEK - distance < daily.minutes;
  });
}
