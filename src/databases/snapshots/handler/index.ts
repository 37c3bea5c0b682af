import { RDS } from '@aws-sdk/client-rds';
import { Redshift } from '@aws-sdk/client-redshift';
import { findExposure, metricLine, MetricPlace } from './exposure';
import { clusterSnapshots, instanceSnapshots, redshiftSnapshots } from './sources';

/** What the construct passes. */
export interface Settings extends MetricPlace {
  readonly trusted: readonly string[];

  /** Absent when snapshots of Redshift are not looked at. */
  readonly redshift?: readonly string[];
}

/** Each snapshot is a call, and all callers of the account share the rate that AWS allows: the client slows down by itself. */
const PATIENT = { maxAttempts: 10, retryMode: 'adaptive' };
const rds = new RDS(PATIENT);
const redshift = new Redshift(PATIENT);

/** Time that is kept back to write what was found, in milliseconds. */
const RESERVE = 60_000;

/** The entry point of the Lambda function. */
export async function handler(_event: object, context: { getRemainingTimeInMillis(): number }): Promise<void> {
  const { trusted, redshift: warehouses, ...place } = JSON.parse(process.env.SETTINGS!) as Settings;
  const exposure = await findExposure({
    sources: [
      instanceSnapshots(rds, trusted), clusterSnapshots(rds, trusted), ...warehouses === undefined ? [] : [redshiftSnapshots(redshift, warehouses)],
    ],
    late: () => context.getRemainingTimeInMillis() < RESERVE,
    log: (entry) => console.log(JSON.stringify(entry)),
  });
  // not by the console, which puts time and request before the line
  process.stdout.write(`${metricLine(exposure, place, Date.now())}\n`);
}
