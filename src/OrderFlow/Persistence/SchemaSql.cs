namespace OrderFlow.Persistence;

/// <summary>What EF cannot say of the first schema. Belongs to the migration Initial: never changed after it, only by later ones.</summary>
internal static class SchemaSql
{
    /// <summary>One row for each burst; the partitions of the months are made by <see cref="JournalPartitions"/>.</summary>
    public const string Journal =
        """
        CREATE TABLE journal (
            instance_id uuid NOT NULL,
            burst integer NOT NULL,
            at timestamptz NOT NULL,
            entries bytea NOT NULL,
            CONSTRAINT pk_journal PRIMARY KEY (instance_id, burst, at)
        ) PARTITION BY RANGE (at);
        CREATE TABLE journal_other PARTITION OF journal DEFAULT;
        """;

    /// <summary>
    /// A burst replaces a row of one or two kilobytes: with room beside it the new one lies on the same page and no index is
    /// touched. Packed JSON stays in its row (a row of another table would cost two more) and is not packed a second time.
    /// Tables that live by insert and delete are vacuumed often, so that their dead rows never outnumber the live.
    /// </summary>
    public const string Storage =
        """
        ALTER TABLE instances SET (fillfactor = 60);
        ALTER TABLE instances ALTER COLUMN state SET STORAGE MAIN;
        ALTER TABLE journal ALTER COLUMN entries SET STORAGE MAIN;
        ALTER TABLE journal_other ALTER COLUMN entries SET STORAGE MAIN;
        DO $$ BEGIN
            ALTER TABLE instances ALTER COLUMN state SET COMPRESSION lz4;
            ALTER TABLE journal ALTER COLUMN entries SET COMPRESSION lz4;
            ALTER TABLE journal_other ALTER COLUMN entries SET COMPRESSION lz4;
        EXCEPTION WHEN feature_not_supported OR invalid_parameter_value THEN NULL; END $$;
        ALTER TABLE tasks SET (fillfactor = 80);
        ALTER TABLE messages SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_insert_scale_factor = 1);
        ALTER TABLE deadlines SET (autovacuum_vacuum_scale_factor = 0.05);
        ALTER TABLE task_assignees SET (autovacuum_vacuum_scale_factor = 0.05);
        ALTER TABLE bookmarks SET (autovacuum_vacuum_scale_factor = 0.05);
        """;

    /// <summary>What a published version says is what its instances run: no statement may change it, ours neither.</summary>
    public const string PublishedStays =
        """
        CREATE FUNCTION definitions_published_stays() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF OLD.published_at IS NOT NULL AND (NEW.id, NEW.definition_id, NEW.version, NEW.json, NEW.hash, NEW.activation, NEW.published_at)
                IS DISTINCT FROM (OLD.id, OLD.definition_id, OLD.version, OLD.json, OLD.hash, OLD.activation, OLD.published_at) THEN
                RAISE EXCEPTION 'Version % of definition % was published and never changes.', OLD.version, OLD.definition_id USING ERRCODE = 'OF003';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER published_stays BEFORE UPDATE ON definitions FOR EACH ROW EXECUTE FUNCTION definitions_published_stays();
        """;

    /// <summary>
    /// First statement of every start. Raises OF001 when the version is not (any more) what the host has compiled, OF002 with
    /// the running instance's id as detail when the activation strategy (0 Always, 1 Singleton, 2 Correlation,
    /// 3 CorrelatedSingleton) forbids another. The locks last until the start is committed: two starts cannot both find none.
    /// </summary>
    public const string StartGuard =
        """
        CREATE FUNCTION start_guard(a_version text, a_hash bytea, a_definition text, only_published boolean, activation smallint, a_correlation text)
        RETURNS void LANGUAGE plpgsql AS $$
        DECLARE running uuid;
        BEGIN
            PERFORM pg_advisory_xact_lock_shared(hashtextextended('definition ' || a_definition, 0));
            IF NOT EXISTS (SELECT 1 FROM definitions d WHERE d.id = a_version AND d.hash = a_hash AND (d.is_published OR NOT only_published)) THEN
                RAISE EXCEPTION 'Version % of definition % has changed.', a_version, a_definition USING ERRCODE = 'OF001';
            END IF;
            IF activation = 0 OR (activation = 2 AND a_correlation IS NULL) THEN RETURN; END IF;
            IF activation = 2 THEN
                PERFORM pg_advisory_xact_lock(hashtextextended('correlation ' || a_correlation, 0));
                SELECT i.id INTO running FROM instances i WHERE i.correlation_id = a_correlation AND i.status = 0 LIMIT 1;
            ELSE
                PERFORM pg_advisory_xact_lock(hashtextextended('singleton ' || a_definition, 0));
                SELECT i.id INTO running FROM instances i WHERE i.definition_id = a_definition AND i.status = 0
                    AND (activation = 1 OR a_correlation IS NULL OR i.correlation_id = a_correlation) LIMIT 1;
            END IF;
            IF running IS NOT NULL THEN
                RAISE EXCEPTION 'Instance % runs already.', running USING ERRCODE = 'OF002', DETAIL = running::text;
            END IF;
        END $$;
        """;
}
