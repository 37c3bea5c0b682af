import { App, Validations } from 'aws-cdk-lib';
import { DatabaseHardeningChecks } from 'cdk-hardened-databases';
import { AuditStack } from './audit-stack';

/** Who did what in the database is streamed out of reach of its administrators, and snapshots that are given away are noticed. */
export const app = new App();
new AuditStack(app, 'Audit');
Validations.of(app).addPlugins(new DatabaseHardeningChecks(app));
