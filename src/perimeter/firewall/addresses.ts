import { isIP } from 'net';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { RuleBinding, Statement } from './render';
import { PropProblems, quoted } from '../../core/check-props';
import { known } from '../../core/known';
import { WEB_ACL_LIMITS } from '../../facts/web-acl-limits';

/** Ranges of one version of the protocol. */
export interface AddressFamily {
  readonly version: 'IPV4' | 'IPV6';
  readonly ranges: readonly string[];
}

/** Sort ranges by the version of the protocol, since a set holds one. */
export function families(ranges: readonly string[]): AddressFamily[] {
  const of = (version: 'IPV4' | 'IPV6') => ({ version, ranges: ranges.filter((range) => range.includes(':') === (version === 'IPV6')) });
  return [of('IPV4'), of('IPV6')].filter((family) => family.ranges.length > 0);
}

/** Collect what is wrong with ranges in CIDR notation. */
export function checkRanges(name: string, ranges: readonly string[], problems: PropProblems): void {
  problems.when(ranges.length > WEB_ACL_LIMITS.addressesPerSet, 'ADDRESSES_TOO_MANY', () => (
    `\`${name}\` has ${ranges.length} ranges, at most ${WEB_ACL_LIMITS.addressesPerSet} fit into a set; join neighbours or use several rules`));
  ranges.forEach((range, index) => {
    const text = known(range);
    problems.when(text === undefined || !isRange(text), 'ADDRESS_INVALID', () => (
      `\`${name}[${index}]\` is ${quoted(text ?? 'a token')}, allowed are ranges such as 192.0.2.0/24 or 2001:db8::/32, at least /1; correct it`));
  });
}

/** What a header is called by which a proxy forwards addresses: https://docs.aws.amazon.com/waf/latest/APIReference/API_ForwardedIPConfig.html */
export function checkForwarded(header: string | undefined, problems: PropProblems): void {
  problems.text('forwardedHeader', header, {
    code: 'HEADER_INVALID', pattern: /^[A-Za-z0-9-]{1,255}$/, allowed: '1 to 255 letters, digits and hyphens', instead: 'pass the header that your proxy writes, such as X-Forwarded-For',
  });
}

/** Whether a text is a range in CIDR notation that WAF takes: everything (`/0`) is none. */
export function isRange(text: string): boolean {
  const [address, bits, ...rest] = text.split('/');
  const version = isIP(address);
  return version !== 0 && rest.length === 0 && /^[1-9]\d*$/.test(bits ?? '') && Number(bits) <= (version === 4 ? 32 : 128);
}

/** Create the sets of some ranges, and the statement that asks them. */
export function addressSets(ranges: readonly string[], forwardedHeader: string | undefined, { binding, scope, setId, rule }: RuleBinding): Statement {
  const statements = families(ranges).map(({ version, ranges: addresses }) => {
    const set = new wafv2.CfnIPSet(scope, setId(version === 'IPV4' ? 'AddressesV4' : 'AddressesV6'), {
      scope: binding.webAclScope,
      ipAddressVersion: version,
      addresses: [...addresses],
      description: `Addresses of the rule ${rule}`,
    });
    return askSet(set.attrArn, forwardedHeader);
  });
  return statements.length === 1 ? statements[0] : { orStatement: { statements } };
}

/** The statement that asks one set. A request without the header never matches. */
export function askSet(arn: string, forwardedHeader?: string): Statement {
  return {
    ipSetReferenceStatement: {
      arn,
      ipSetForwardedIpConfig: forwardedHeader === undefined ? undefined : { headerName: forwardedHeader, fallbackBehavior: 'NO_MATCH', position: 'FIRST' },
    },
  };
}
