-- What happened stays written: the database itself refuses to change or take back an audit event.
create function refuse_change_of_audit_event() returns trigger language plpgsql as $$
begin
  raise exception 'audit events are append only' using errcode = 'restrict_violation';
end
$$;
--> statement-breakpoint
create trigger audit_events_append_only
  before update or delete on audit_events
  for each row execute function refuse_change_of_audit_event();
