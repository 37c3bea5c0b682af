export const KEY_DESTRUCTION = { actions: ['kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:DeleteImportedKeyMaterial', 'kms:PutKeyPolicy'] };
