import { App, Environment, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { TieredNetworkProps } from '../../../src/foundation/network/tiered-network-props';

export const REGION: Environment = { account: '111111111111', region: 'eu-west-1' };

/** A resource as it stands in a template. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** A network in a stack of its own; ports are admitted by stores in the same stack. */
export class NetworkFixture {
  public readonly app = new App();
  public readonly stack: Stack;
  public readonly network: TieredNetwork;
  private made?: Template;

  public constructor(props: TieredNetworkProps = {}, env: Environment | undefined = REGION, ports: readonly number[] = []) {
    this.stack = new Stack(this.app, 'Net', { env });
    this.network = new TieredNetwork(this.stack, 'Network', props);
    ports.forEach((port, index) => this.network.createStoreSecurityGroup(new Construct(this.stack, `Store${index}`), port));
  }

  /** The template; made once. */
  public get template(): Template {
    this.made ??= Template.fromStack(this.stack);
    return this.made;
  }

  /** The resources of a type, by logical id. */
  public resources(type: string): Record<string, Resource> {
    return this.template.findResources(type) as Record<string, Resource>;
  }

  /** The properties of the only resource of a type whose logical id starts like this. */
  public properties(type: string, start = ''): Resource['Properties'] {
    const found = Object.entries(this.resources(type)).filter(([id]) => id.startsWith(start));
    if (found.length !== 1) {
      throw new Error(`${found.length} resources of type ${type} start with '${start}'`);
    }
    return found[0][1].Properties;
  }
}

/** The message of the error that a function throws. */
export function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}
