import { Safeguard } from '../../core/safeguard';
import { at, itemsOf } from '../../model/value';
import { present } from '../expect';
import { rule } from '../rule';
import { all, fail, PASS } from '../verdict';

const LISTS = ['SecurityGroupIngress', 'SecurityGroupEgress'];

export const rulesDescribed = rule({
  id: 'vpc.rules-described',
  title: 'Every rule of a security group says what it is for',
  why: 'Nobody dares to remove a rule whose purpose is forgotten, so openings pile up. No published control asks for it.',
  fix: 'Set `Description` of the rule; the groups of `TieredNetwork` have one on every rule.',
  severity: 'low',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [],
  appliesTo: ['AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress'],
  check: (resource) => (resource.type !== 'AWS::EC2::SecurityGroup' ? present(resource, 'Description') : all(...LISTS.flatMap((list) => (
    itemsOf(resource.get(list)).map((item, index) => (item.kind === 'map' && at(item, 'Description').kind === 'absent'
      ? fail(`Properties.${list}.${index}.Description`, 'it is not set')
      : PASS)))))),
});
