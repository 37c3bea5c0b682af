export * from './core/safeguard';
