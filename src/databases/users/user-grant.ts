import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { viaService } from '../../foundation/via-service';
import { accessPolicyOf } from '../access-policy';

/** Let an identity read one secret, and decrypt with its key through Secrets Manager only. */
export function grantSecret(scope: Construct, grantee: iam.IGrantable, secret: secretsmanager.ISecret): void {
  const holder = accessPolicyOf(grantee);
  iam.Grant.addToPrincipal({ grantee: holder, actions: ['secretsmanager:GetSecretValue'], resourceArns: [secret.secretFullArn ?? secret.secretArn] });
  if (secret.encryptionKey) {
    iam.Grant.addToPrincipal({
      grantee: holder, actions: ['kms:Decrypt'], resourceArns: [secret.encryptionKey.keyArn], conditions: viaService(scope, 'secretsmanager'),
    });
  }
}
