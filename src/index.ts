/** The library's public face. */

export { type Audited, audit } from './commands/audit.ts';
export { auditCatalog } from './commands/catalog.ts';
export { type Gathered, gather } from './commands/gather.ts';
export {
  type ConfigFile,
  type Flags,
  loadConfigFile,
  resolveSettings,
  type Settings,
  type SettingsInput,
} from './config.ts';
export { ConfigError, UsageError } from './errors.ts';
export { HubError } from './hub/error.ts';
export { createHub, type Hub, type HubOptions } from './hub/hub.ts';
export * from './model.ts';
export { RULES } from './rules/registry.ts';
