import { everyTablePolicy } from './policies';
import { TABLES } from './replicas';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { everyStatement, literalsAt } from '../policy';
import { rule } from '../rule';
import { fail, PASS, undecided } from '../verdict';

export const tablePolicyOwnAccount = rule({
  id: 'dynamodb.table-policy-own-account',
  title: 'The policies of DynamoDB tables and their streams admit no other account',
  why: 'Another account decides by itself who uses what it was given: its administrators, its leaked keys and its mistakes reach the items too.',
  fix: 'Name roles of this account in `Principal` of `ResourcePolicy`; acknowledge the finding for an account that is meant to read.',
  severity: 'medium',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [cisDatabase('4.1'), nist80053r5('AC-3'), nist80053r5('AC-6'), nist80053r5('AC-21')],
  appliesTo: TABLES,
  check: (table) => everyTablePolicy(table, (policy, where) => everyStatement(policy, where, (statement) => {
    const own = /^aws:\/\/(\d{12})\//.exec(table.template.source.environment ?? '')?.[1];
    const named = literalsAt(statement, 'Principal.AWS').flatMap((principal) => /^(?:arn:[^:]*:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(principal)?.[1] ?? []);
    const [other] = named.filter((account) => account !== own);
    if (statement.effect !== 'Allow' || other === undefined) {
      return PASS;
    }
    return own === undefined
      ? undecided(where, `${statement.label} allows account ${other}, and the account of the stack is only known at deployment`)
      : fail(where, `${statement.label} allows account ${other}, expected ${own} only`);
  })),
});
