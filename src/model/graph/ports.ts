import { ResourceView } from '../resource-view';
import { alternatives, Either, numberOf, textOf, Value } from '../value';

/** The ports that a rule opens. */
export type PortRange =
  | { readonly kind: 'range'; readonly from: number; readonly to: number }

  /** Whatever the port of this resource is: `Endpoint.Port`. */
  | { readonly kind: 'port-of'; readonly resource: ResourceView }
  | { readonly kind: 'unknown'; readonly because: string };

type Settled = Exclude<Value, Either>;

const ALL_PORTS: PortRange = { kind: 'range', from: 0, to: 65535 };

// https://www.iana.org/assignments/protocol-numbers: no data and no login crosses these
const CONTROL_PROTOCOLS = ['icmp', '1', 'icmpv6', '58'];

/** The ports of a rule, for every branch of an `Fn::If`; none when its protocol has no connections (ICMP). */
export function portRanges(get: (property: string) => Value): PortRange[] {
  const protocols = alternatives(get('IpProtocol')).map((protocol) => (textOf(protocol) ?? '').toLowerCase());
  return protocols.filter((protocol) => !CONTROL_PROTOCOLS.includes(protocol)).flatMap((protocol) => (
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupingress.html#cfn-ec2-securitygroupingress-ipprotocol
    protocol === '-1' ? [ALL_PORTS] : between(alternatives(get('FromPort')), alternatives(get('ToPort')))));
}

function between(from: readonly Settled[], to: readonly Settled[]): PortRange[] {
  // the same condition usually chooses both ends
  return from.length === to.length
    ? from.map((low, index) => range(low, to[index]))
    : from.flatMap((low) => to.map((high) => range(low, high)));
}

function range(from: Settled, to: Settled): PortRange {
  if (from.kind === 'absent') {
    return ALL_PORTS;
  }
  if (from.kind === 'reference') {
    return { kind: 'port-of', resource: from.resource };
  }
  const [low, high] = [numberOf(from), numberOf(to.kind === 'absent' ? from : to)];
  if (low === undefined || high === undefined) {
    return { kind: 'unknown', because: from.kind === 'unknown' ? from.because : 'the end of the range' };
  }
  return low < 0 ? ALL_PORTS : { kind: 'range', from: low, to: high };
}
