import { RemovalPolicy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { NetworkedDataStoreProps } from './data-store';
import { AlertTopic } from '../foundation/alerts/alert-topic';
import { DataKey } from '../foundation/data-key';

/** What a store in a network stands on. */
export interface StoreSurroundings {
  readonly encryptionKey: kms.IKey;
  readonly alerts: sns.ITopic;
  readonly securityGroup: ec2.SecurityGroup;
  readonly connections: ec2.Connections;
}

/** The key and the topic of the caller, or ones of its own, and a security group that opens one port. The group goes when the store does. */
export function surround(scope: Construct, props: NetworkedDataStoreProps, port: number, removalPolicy: RemovalPolicy): StoreSurroundings {
  const { classification, network } = props;
  const securityGroup = network.createStoreSecurityGroup(scope, port);
  securityGroup.applyRemovalPolicy(removalPolicy);
  return {
    encryptionKey: props.encryptionKey ?? new DataKey(scope, 'EncryptionKey', { classification, description: `Data of ${scope.node.path}` }).key,
    alerts: props.alerts ?? new AlertTopic(scope, 'Alerts', { classification }).topic,
    securityGroup,
    connections: new ec2.Connections({ securityGroups: [securityGroup], defaultPort: ec2.Port.tcp(port) }),
  };
}
