import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { App, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { shareNetwork, Subject } from './subject';
import { Built, build, SUBJECTS } from './subjects';
import { hardeningOf } from '../../src/core/hardening';
import { Teardown } from '../../src/databases/teardown/teardown';
import { resolveApp } from '../../src/model/unsynthesized-app';
import { findingsOf, listed, ruleIds } from '../support/findings';
import { ENV } from '../support/fixtures';

const REASON = 'replaced by the orders service';
const STORES = /^(SecureRds|SecureAurora|AuroraGlobal|SecureDynamoTable|SecureDax|SecureRedshift|SecureRedis|SecureServerlessCache|Memcached|SecureOpenSearch|WafProtectedAlb)/;
const SUBJECTS_TO_REMOVE = SUBJECTS.filter(({ name }) => STORES.test(name));
const CASES = SUBJECTS_TO_REMOVE.map((subject): [string, Subject] => [subject.name, subject]);
const until = new Date().toISOString().slice(0, 10);

function announce(store: Construct): void {
  const word = hardeningOf(store)!.construct === 'SecureOpenSearchDomain' ? `${store.node.path} without a snapshot` : store.node.path;
  Teardown.announce(store, { reason: REASON, until, acknowledge: word });
}
test.each(CASES)('dump %s', (_n, subject) => {
  const built = build(subject);
  const before = resolveApp(built.app);
  announce(built.construct);
  const after = resolveApp(built.app);
  const out: string[] = [];
  before.forEach(({ template }, i) => fullDiff(template, after[i].template).resources.forEachDifference((id, d) => {
    out.push(`${id} ${d.newResourceType} add=${d.isAddition} rm=${d.isRemoval} ${JSON.stringify(Object.entries(d.propertyUpdates).map(([k, v]) => [k, v.changeImpact]))} ${JSON.stringify(Object.entries(d.otherChanges).map(([k, v]) => [k, v.newValue]))}`);
  }));
  const findings = findingsOf(built.app);
  require('fs').appendFileSync('/tmp/td.txt', `## ${subject.name} term=${built.stack.terminationProtection}\n${out.join('\n')}\nBAD ${listed(findings, 'fail', 'unknown', 'acknowledged')}\nWAIVED ${ruleIds(findings, 'waived')}\n`);
  expect(ResourceImpact).toBeDefined();
  const dis = build(subject, subject.name.match(/x/) ? Teardown.disposable(REASON) : Teardown.disposable(REASON));
  const o2: string[] = [];
  for (const { template } of resolveApp(dis.app)) {
    for (const [id, r] of Object.entries(template.Resources ?? {})) {
      if ((r.DeletionPolicy ?? 'Delete') !== 'Delete' || (r.UpdateReplacePolicy ?? 'Delete') !== 'Delete') { o2.push(`${id} ${r.Type} ${r.DeletionPolicy} ${r.UpdateReplacePolicy}`); }
    }
  }
  const f2 = findingsOf(dis.app);
  require('fs').appendFileSync('/tmp/td.txt', `DISPOSABLE term=${dis.stack.terminationProtection}\n${o2.join('\n')}\nBAD ${listed(f2, 'fail', 'unknown', 'acknowledged')}\nWAIVED ${ruleIds(f2, 'waived')}\n`);
});
void [App, Stack, shareNetwork, ENV]; type X = Built; export type Y = X;
