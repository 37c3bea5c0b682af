import { IConstruct } from 'constructs';
import { Acknowledgements } from './acknowledgements';
import { ConstructNotes } from './construct-notes';
import { Finding } from './finding';
import { waiverReason } from './waivers';
import { ResourceView } from '../model/resource-view';
import { Rule } from '../rules/rule';

/** Why a finding is no violation. */
export type Acceptance = Required<Pick<Finding, 'status' | 'reason'>> & Pick<Finding, 'acknowledgedAs'>;

/** What people accepted in an app: by waivers of its constructs, and by acknowledgements. */
export class Accepted {
  /** What is written on the constructs. */
  public readonly notes: ConstructNotes;
  public readonly acknowledgements: Acknowledgements;

  public constructor(root: IConstruct) {
    this.notes = new ConstructNotes(root);
    this.acknowledgements = new Acknowledgements(this.notes);
  }

  /** How a failure is accepted, if it is; a waiver counts before an acknowledgement. */
  public ofFailure(rule: Rule, resource: ResourceView): Acceptance | undefined {
    const waived = waiverReason(rule.safeguard, resource, this.notes);
    return waived === undefined ? this.ofUnknown(rule, resource) : { status: 'waived', reason: waived };
  }

  /** Whether somebody has looked at what the templates do not show, and says so. */
  public ofUnknown(rule: Rule, resource: ResourceView): Acceptance | undefined {
    const acknowledged = this.acknowledgements.of(rule, resource);
    return acknowledged && { status: 'acknowledged', reason: acknowledged.reason, acknowledgedAs: acknowledged.ruleName };
  }
}
