// every hour, or some hours, of every day: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
const DAILY = /^\s*(cron\(\s*\S+\s+\S+\s+(\*|\?|\*\/1|1\/1)\s+(\*|1-12|\*\/1)\s+(\*|\?|1-7|SUN-SAT)\s*\*?\s*\)|rate\(\s*(1\s+days?|\d+\s+minutes?|([1-9]|1\d|2[0-4])\s+hours?)\s*\))\s*$/i;

/** Whether a schedule has a time in every day. */
export function isDaily(schedule: string): boolean {
  return DAILY.test(schedule);
}

const UNITS: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

/** The most seconds between two times of a schedule, as far as that can be read: of a `cron` that runs every day a day, of a `rate` what it says. */
export function secondsBetween(schedule: string): number | undefined {
  const [, count, unit] = /^\s*rate\(\s*(\d+)\s+(minute|hour|day)s?\s*\)\s*$/i.exec(schedule) ?? [];
  return count !== undefined ? Number(count) * UNITS[unit.toLowerCase()] : isDaily(schedule) ? UNITS.day : undefined;
}
