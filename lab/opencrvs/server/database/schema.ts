/**
 * Tables, enums and constraints of schema `app`, shaped as in OpenCRVS 2.0.0. `analytics` is there for dumps to hold, but the
 * country configuration that would fill it is not: it stays empty.
 */
export const SCHEMA = `
CREATE SCHEMA IF NOT EXISTS app;
CREATE SCHEMA IF NOT EXISTS analytics;

CREATE TYPE app.action_status AS ENUM ('Requested', 'Accepted', 'Rejected');
CREATE TYPE app.user_type AS ENUM ('system', 'user');

CREATE TABLE app.pgmigrations (
  id serial PRIMARY KEY, name varchar(255) NOT NULL, run_on timestamp NOT NULL
);
CREATE TABLE app.administrative_areas (
  id uuid PRIMARY KEY, name text NOT NULL, parent_id uuid REFERENCES app.administrative_areas (id),
  created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz, valid_until timestamptz, external_id text UNIQUE
);
CREATE TABLE app.locations (
  id uuid PRIMARY KEY, name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz, location_type text, valid_until timestamptz,
  administrative_area_id uuid REFERENCES app.administrative_areas (id), external_id text UNIQUE
);
CREATE TABLE app.users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), legacy_id text UNIQUE,
  firstname text NOT NULL, surname text NOT NULL, full_honorific_name text,
  role text NOT NULL, status text NOT NULL, email text UNIQUE, mobile text UNIQUE,
  signature_path text, profile_image_path text, office_id uuid NOT NULL REFERENCES app.locations (id),
  created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(),
  data jsonb NOT NULL DEFAULT '{}', device text
);
CREATE TABLE app.user_credentials (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES app.users (id) ON DELETE CASCADE,
  username text NOT NULL UNIQUE, password_hash text NOT NULL, salt text NOT NULL,
  security_questions jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE app.system_clients (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), legacy_id text UNIQUE, name text NOT NULL,
  scopes jsonb NOT NULL DEFAULT '[]', created_by uuid NOT NULL REFERENCES app.users (id),
  secret_hash text NOT NULL, salt text NOT NULL, sha_secret text NOT NULL,
  status text NOT NULL DEFAULT 'active', created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE app.system_initialisation (
  id integer PRIMARY KEY DEFAULT 1, hash text, salt text, completed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE app.announcements (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), subject text NOT NULL, body text NOT NULL,
  locale text NOT NULL DEFAULT 'en', recipients text[] NOT NULL, created_by uuid NOT NULL REFERENCES app.users (id),
  created_at timestamptz NOT NULL DEFAULT now(), status text NOT NULL DEFAULT 'PENDING',
  progress integer NOT NULL DEFAULT 0, retry_count integer NOT NULL DEFAULT 0, error jsonb, sent_at timestamptz
);
CREATE TABLE app.events (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), event_type text NOT NULL, transaction_id text NOT NULL,
  tracking_id text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (transaction_id, event_type)
);
CREATE TABLE app.event_actions (
  action_type text NOT NULL, annotation jsonb, assigned_to text,
  created_at timestamptz NOT NULL DEFAULT now(), created_at_location uuid REFERENCES app.locations (id),
  created_by text NOT NULL, created_by_role text, created_by_signature text,
  created_by_user_type app.user_type NOT NULL, declaration jsonb NOT NULL DEFAULT '{}',
  event_id uuid NOT NULL REFERENCES app.events (id),
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  original_action_id uuid REFERENCES app.event_actions (id), registration_number text UNIQUE, request_id text,
  status app.action_status NOT NULL, transaction_id text NOT NULL, content jsonb, custom_action_type text,
  UNIQUE (transaction_id, action_type, status)
);
CREATE INDEX idx_event_actions_event_id ON app.event_actions (event_id);
CREATE INDEX idx_event_actions_original_action_id ON app.event_actions (original_action_id);
CREATE INDEX idx_action_created_by ON app.event_actions (created_by);
CREATE TABLE app.event_action_drafts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), transaction_id text NOT NULL,
  event_id uuid NOT NULL REFERENCES app.events (id) ON DELETE CASCADE, action_type text NOT NULL,
  declaration jsonb NOT NULL DEFAULT '{}', annotation jsonb,
  created_by text NOT NULL, created_by_role text, created_by_user_type app.user_type NOT NULL,
  created_by_signature text, created_at_location uuid NOT NULL REFERENCES app.locations (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (event_id, created_by)
);
CREATE INDEX idx_drafts_event_id ON app.event_action_drafts (event_id);
CREATE TABLE app.audit_log (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), client_id text NOT NULL, client_type app.user_type NOT NULL,
  operation text NOT NULL, request_data jsonb, response_summary jsonb,
  created_at timestamptz NOT NULL DEFAULT now(), transaction_id text NOT NULL DEFAULT (gen_random_uuid())::text
);
CREATE INDEX idx_audit_log_client_id ON app.audit_log (client_id);
CREATE INDEX idx_audit_log_operation ON app.audit_log (operation);
CREATE INDEX idx_audit_log_created_at ON app.audit_log (created_at);

CREATE TABLE analytics.event_actions (
  event_type text NOT NULL, action_type text NOT NULL, annotation jsonb, assigned_to text,
  created_at timestamptz NOT NULL DEFAULT now(), created_at_location text, created_by text NOT NULL,
  created_by_role text, created_by_signature text, created_by_user_type text NOT NULL,
  declared_at timestamptz, registered_at timestamptz, declaration jsonb NOT NULL DEFAULT '{}',
  event_id uuid NOT NULL, id uuid PRIMARY KEY DEFAULT gen_random_uuid(), original_action_id uuid,
  registration_number text, request_id text, status text NOT NULL, transaction_id text NOT NULL,
  content jsonb, custom_action_type text
);
CREATE TABLE analytics.location_levels (id text PRIMARY KEY, level integer NOT NULL, name text NOT NULL);

INSERT INTO app.pgmigrations (name, run_on) VALUES
  ('registry-schema', now()), ('registry-analytics', now());
INSERT INTO app.system_initialisation (completed_at) VALUES (now());
INSERT INTO analytics.location_levels VALUES ('PROVINCE', 1, 'Province'), ('DISTRICT', 2, 'District'),
  ('VILLAGE', 3, 'Village');
`;
