import { Client, clientOf } from './addresses';

/** A request that speaks against its sender. */
export interface Offence {
  readonly client: Client;

  /** Milliseconds since 1970. */
  readonly time: number;

  /** The rule that refused it, if the firewall did. */
  readonly rule?: string;
}

/**
 * What a line of the firewall's log says: an offence if a rule blocked the request.
 *
 * The rule that blocks listed addresses is none: else a block would prove itself and never end.
 * https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html
 */
export function firewallOffence(line: string, ownRule: string): Offence | undefined {
  const record = parsed(line);
  if (record?.action !== 'BLOCK' || record.terminatingRuleId === ownRule || typeof record.timestamp !== 'number') {
    return undefined;
  }
  const client = clientOf(String(record.httpRequest?.clientIp ?? ''));
  return client && { client, time: record.timestamp, rule: record.terminatingRuleId };
}

interface FirewallRecord {
  readonly action?: string;
  readonly terminatingRuleId?: string;
  readonly timestamp?: number;
  readonly httpRequest?: { readonly clientIp?: string };
}

function parsed(line: string): FirewallRecord | undefined {
  try {
    const record: unknown = JSON.parse(line);
    return typeof record === 'object' && record !== null ? record : undefined;
  } catch {
    // a line that was cut says nothing
    return undefined;
  }
}

/** Answers that those get who look for something: bad requests, no access, pages that are not there. */
const FAILED = ['400', '401', '403', '404', '405'];

/** Positions in a line: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-entry-syntax */
const FIELD = { time: 1, client: 3, status: 8, actions: 22 };

/**
 * What a line of the load balancer's access log says: an offence if the request failed.
 *
 * Requests that the firewall blocked stand in its own log, and count there.
 */
export function accessOffence(line: string): Offence | undefined {
  const fields = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain);
  if (fields.length <= FIELD.actions || fields[FIELD.actions] === 'waf' || !FAILED.includes(fields[FIELD.status])) {
    return undefined;
  }
  const client = clientOf(fields[FIELD.client].replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1'));
  const time = Date.parse(fields[FIELD.time]);
  return client && !Number.isNaN(time) ? { client, time } : undefined;
}
