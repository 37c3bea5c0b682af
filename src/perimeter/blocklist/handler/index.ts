import { createInterface } from 'readline';
import { Readable } from 'stream';
import { createGunzip } from 'zlib';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { GetIPSetCommand, Scope, UpdateIPSetCommand, WAFV2Client } from '@aws-sdk/client-wafv2';
import { Version } from './addresses';
import { learn, Settings } from './learn';

const logs = new CloudWatchLogsClient({});
const s3 = new S3Client({});
const waf = new WAFV2Client({});

/** Bounds of one run, so that a flood cannot make it endless: pages of up to 1 MB, and files of five minutes. */
const MAX_PAGES = 300;
const MAX_FILES = 500;

/** Time that is kept back to write the sets, in milliseconds. */
const RESERVE = 60_000;

/** The entry point of the Lambda function. */
export async function handler(_event: object, context: { getRemainingTimeInMillis(): number }): Promise<void> {
  const late = () => context.getRemainingTimeInMillis() < RESERVE;
  await learn(JSON.parse(process.env.SETTINGS!) as Settings, {
    now: Date.now,
    firewallLines: (since) => firewallLines(since, late),
    accessLines: (since) => accessLines(since, late),
    read: async (version) => {
      const { IPSet, LockToken } = await waf.send(new GetIPSetCommand(setOf(version)));
      return { addresses: IPSet!.Addresses!, lockToken: LockToken! };
    },
    write: async (version, addresses, LockToken) => {
      await waf.send(new UpdateIPSetCommand({ ...setOf(version), Addresses: [...addresses], LockToken }));
    },
    log: (entry) => console.log(JSON.stringify(entry)),
  });
}

/**
 * A reference to an IP set is its name, id and scope.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-wafv2-ipset.html#aws-resource-wafv2-ipset-return-values
 */
function setOf(version: Version): { Name: string; Id: string; Scope: Scope } {
  const [Name, Id, scope] = process.env[version]!.split('|');
  return { Name, Id, Scope: scope as Scope };
}

async function* firewallLines(startTime: number, late: () => boolean): AsyncIterable<string> {
  const logGroupIdentifier = process.env.FIREWALL_LOG_GROUP;
  let nextToken: string | undefined;
  for (let page = 0; logGroupIdentifier && page < MAX_PAGES; page++) {
    const answer = await logs.send(new FilterLogEventsCommand({
      logGroupIdentifier, startTime, nextToken, filterPattern: '{ $.action = "BLOCK" }',
    }));
    yield* (answer.events ?? []).map(({ message }) => message ?? '');
    nextToken = answer.nextToken;
    if (!nextToken) {
      return;
    }
    if (late()) {
      break;
    }
  }
  if (nextToken) {
    console.log(JSON.stringify({ incomplete: 'the log of the firewall is longer than one run reads' }));
  }
}

async function* accessLines(since: number, late: () => boolean): AsyncIterable<string> {
  let files = 0;
  for await (const key of accessFiles(since)) {
    if (files++ === MAX_FILES || late()) {
      console.log(JSON.stringify({ incomplete: 'there are more access logs than one run reads' }));
      return;
    }
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: process.env.ACCESS_LOG_BUCKET, Key: key }));
    yield* createInterface({ input: (Body as Readable).pipe(createGunzip()) });
  }
}

/** Files of the days that the window touches, which were written in it. */
async function* accessFiles(since: number): AsyncIterable<string> {
  const { ACCESS_LOG_BUCKET: Bucket, ACCESS_LOG_PREFIX: prefix } = process.env;
  const days = [...new Set([since, Date.now()].map((time) => new Date(time).toISOString().slice(0, 10).replaceAll('-', '/')))];
  for (const day of Bucket ? days.reverse() : []) {
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: `${prefix}/${day}/`, ContinuationToken }));
      yield* (page.Contents ?? []).filter(({ LastModified }) => LastModified!.getTime() >= since).map(({ Key }) => Key!);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
  }
}
