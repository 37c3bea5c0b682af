import { BASELINE_RULE_GROUPS, MANAGED_RULE_GROUPS } from '../../src/facts/managed-rule-groups';
import { ManagedRuleGroup } from '../../src/perimeter/firewall/managed-rule-group';

// copied by hand from the pages of the developer guide that each row cites, so that a slip in the table shows
const PUBLISHED: Readonly<Record<string, readonly [number, 'included' | 'charged']>> = {
  AWSManagedRulesCommonRuleSet: [700, 'included'],
  AWSManagedRulesAdminProtectionRuleSet: [100, 'included'],
  AWSManagedRulesKnownBadInputsRuleSet: [200, 'included'],
  AWSManagedRulesSQLiRuleSet: [200, 'included'],
  AWSManagedRulesLinuxRuleSet: [200, 'included'],
  AWSManagedRulesUnixRuleSet: [100, 'included'],
  AWSManagedRulesWindowsRuleSet: [200, 'included'],
  AWSManagedRulesPHPRuleSet: [100, 'included'],
  AWSManagedRulesWordPressRuleSet: [100, 'included'],
  AWSManagedRulesAmazonIpReputationList: [25, 'included'],
  AWSManagedRulesAnonymousIpList: [50, 'included'],
  AWSManagedRulesBotControlRuleSet: [50, 'charged'],
  AWSManagedRulesATPRuleSet: [50, 'charged'],
  AWSManagedRulesACFPRuleSet: [50, 'charged'],
  AWSManagedRulesAntiDDoSRuleSet: [50, 'charged'],
};

test('every managed group of AWS has its published capacity and price', () => {
  expect(Object.fromEntries(MANAGED_RULE_GROUPS.map(({ name, capacity, price }) => [name, [capacity, price]]))).toEqual(PUBLISHED);
});

test('every row cites its page', () => {
  MANAGED_RULE_GROUPS.forEach(({ source }) => expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/waf\/latest\/developerguide\/aws-managed-rule-groups-[a-z-]+\.html$/));
});

test('nothing that is charged is on by default', () => {
  expect(BASELINE_RULE_GROUPS.map(({ price }) => price)).toEqual(Array(4).fill('included'));
});

test('the API offers every row of the table', () => {
  const constants = [
    ManagedRuleGroup.IP_REPUTATION, ManagedRuleGroup.CORE, ManagedRuleGroup.KNOWN_BAD_INPUTS, ManagedRuleGroup.SQL_DATABASE,
    ManagedRuleGroup.ADMIN_PROTECTION, ManagedRuleGroup.ANONYMOUS_IP, ManagedRuleGroup.LINUX, ManagedRuleGroup.POSIX, ManagedRuleGroup.WINDOWS,
    ManagedRuleGroup.PHP, ManagedRuleGroup.WORDPRESS, ManagedRuleGroup.botControl(true), ManagedRuleGroup.accountTakeover('/login'),
    ManagedRuleGroup.accountCreation('/join', '/accounts'), ManagedRuleGroup.antiDdos(),
  ];
  expect(constants.map(({ name, capacity, charged }) => [name, capacity, charged]))
    .toEqual(MANAGED_RULE_GROUPS.map(({ name, capacity, price }) => [name, capacity, price === 'charged']));
});
