import { Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { HARDENING_METADATA_KEY, HardeningRecord } from '../core/hardening';

/** What is written on the constructs of an app: who acknowledges what, and what the constructs of this library say. One walk. */
export class ConstructNotes {
  /** Reason by qualified rule id. */
  public readonly acknowledged = new Map<IConstruct, Readonly<Record<string, string>>>();
  public readonly hardening = new Map<IConstruct, HardeningRecord>();

  public constructor(root: IConstruct) {
    this.visit(root);
  }

  private visit(construct: IConstruct): void {
    for (const { type, data } of construct.node.metadata) {
      if (type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY && data) {
        this.acknowledged.set(construct, { ...this.acknowledged.get(construct), ...data as Record<string, string> });
      } else if (type === HARDENING_METADATA_KEY) {
        this.hardening.set(construct, data as HardeningRecord);
      }
    }
    for (const child of construct.node.children) {
      this.visit(child);
    }
  }
}
