import { publishersOf } from './publishers';
import { Safeguard } from '../../core/safeguard';
import { ResourceView } from '../../model/resource-view';
import { expectAt } from '../expect';
import { coversAction, statementsOf, textsAt } from '../policy';
import { rule } from '../rule';
import { fail, PASS, undecided } from '../verdict';

const NEEDED = ['kms:GenerateDataKey', 'kms:Decrypt'];

export const keyAdmitsPublishers = rule({
  id: 'sns.key-admits-publishers',
  title: 'The key of a topic admits the services that publish to it',
  why: 'A service that may not use the key drops its alert without an error that anybody sees. No published control asks for it.',
  fix: 'Allow the service principal kms:GenerateDataKey* and kms:Decrypt in `KeyPolicy` of the key, or use `AlertTopic`.',
  severity: 'medium',
  safeguard: Safeguard.ALERT_DELIVERY,
  controls: [],
  appliesTo: ['AWS::SNS::Topic'],
  only: (topic, app) => topic.get('KmsMasterKeyId').kind !== 'absent' && publishersOf(topic, app).length > 0,
  check: (topic, app) => expectAt(topic, 'KmsMasterKeyId', (key, at) => {
    if (key.kind !== 'reference' || key.resource.type !== 'AWS::KMS::Key') {
      return undecided(at, 'the policy of the key is not part of this app');
    }
    const refused = publishersOf(topic, app).filter((principal) => !admits(key.resource, principal));
    return refused.length === 0 ? PASS : fail(at, `the policy of ${key.resource.label} does not admit ${refused.join(', ')}`);
  }),
});

function admits(key: ResourceView, principal: string): boolean {
  const allowing = statementsOf(key.get('KeyPolicy')).filter((statement) => statement.effect === 'Allow' && textsAt(statement, 'Principal.Service').includes(principal));
  return NEEDED.every((action) => allowing.some((statement) => coversAction(statement, action)));
}
