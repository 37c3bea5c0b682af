import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { SecureRdsInstance } from '../../../src/databases/rds/secure-rds-instance';
import { DatabaseRight } from '../../../src/databases/users/database-right';
import { DatabaseServer } from '../../../src/databases/users/database-server';
import { DatabaseUsers } from '../../../src/databases/users/database-users';
import { UserAuthentication } from '../../../src/databases/users/user-authentication';
import { POSTGRES } from '../../support/fixtures';
import { networkIn, Subject } from '../subject';

/** The constructs of database users. */
export const USERS_SUBJECTS: readonly Subject[] = [
  { name: 'DatabaseUsers', build: databaseUsers },
];

/** A user with tokens and one with a rotated secret, on a server beside them. */
function databaseUsers(stack: Stack): Construct {
  const network = networkIn(stack);
  return new DatabaseUsers(stack, 'Subject', {
    network,
    server: DatabaseServer.instance(new SecureRdsInstance(stack, 'Orders', { network, engine: POSTGRES })),
    databases: [{ name: 'orders' }],
    users: [
      { name: 'reports', rights: [DatabaseRight.reader('orders')] },
      { name: 'legacy', rights: [DatabaseRight.writer('orders')], authentication: UserAuthentication.rotatedSecret() },
    ],
  });
}
