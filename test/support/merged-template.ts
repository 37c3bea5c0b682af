import { CfnElement } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** A template that is merged into a stack as it is: no construct stands for its resources. */
export class MergedTemplate extends CfnElement {
  public constructor(scope: Construct, id: string, private readonly resources: object) {
    super(scope, id);
  }

  public _toCloudFormation(): object {
    return { Resources: this.resources };
  }
}
