import { ingressOf } from './ingress';
import { PortRange } from '../../model/graph/ports';
import { TrafficRule } from '../../model/graph/security-groups';
import { ResourceView } from '../../model/resource-view';
import { fail, PASS, undecided, Verdict } from '../verdict';

type Refusal = (from: number, to: number) => boolean;

/** No rule opens a port that `isRefused` to the internet. */
export function notOpenToInternet(resource: ResourceView, isRefused: Refusal, expected: string): Verdict {
  const at = 'Properties.SecurityGroupIngress';
  const mayBeRefused = ({ ports }: TrafficRule) => ports.kind !== 'range' || isRefused(ports.from, ports.to);
  const suspects = ingressOf(resource).filter(mayBeRefused);
  const open = suspects.flatMap(({ peer, ports }) => (peer.kind === 'internet' && ports.kind === 'range' ? [named(ports)] : []));
  if (open.length > 0) {
    return fail(at, `it opens ${[...new Set(open)].join(', ')} to the internet, expected ${expected}`);
  }
  const hidden = suspects.find(({ peer, ports }) => peer.kind === 'unknown' || (peer.kind === 'internet' && ports.kind === 'unknown'));
  return hidden ? undecided(at, `it may be open to the internet (${reasonOf(hidden)})`) : PASS;
}

/** Whether a range holds one of some ports. */
export function holdsOneOf(ports: readonly number[]): Refusal {
  return (from, to) => ports.some((port) => from <= port && port <= to);
}

function named({ from, to }: Extract<PortRange, { kind: 'range' }>): string {
  return from === to ? `port ${from}` : `ports ${from} to ${to}`;
}

function reasonOf({ peer, ports }: TrafficRule): string {
  return peer.kind === 'unknown' ? peer.because : ports.kind === 'unknown' ? ports.because : 'a port of another resource';
}
