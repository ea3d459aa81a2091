"""`python -m infra.athena` writes infra/athena.yaml: Glue's tables over the lake's export, read off the tables themselves."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from duckdb import DuckDBPyConnection
from duckdb.sqltypes import DuckDBPyType

from aftersales.lake.export import NOT_EXPORTED
from aftersales.lake.layout import COLUMNS, FACTS, UNDATED
from aftersales.lake.ledger import CREATE_LEDGER, sums_of
from aftersales.lake.restate import EMPTY
from aftersales.lake.shapes import typed
from aftersales.lake.tables import TABLES
from aftersales.lake.workshop import workshop
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.records.workspace import Settings

PAGE = Path(__file__).with_name("athena.yaml")
_PLAIN = {
    "varchar": "string",
    "bigint": "bigint",
    "integer": "int",
    "double": "double",
    "hugeint": "double",
    "boolean": "boolean",
    "timestamp": "timestamp",
    "date": "date",
}
_FIRST_MONTH = {"targets": "1970-01"}
"""Before 2015 nothing is looked for, but what was promised "since ever" is dated to the beginning of time."""
_HEAD = """# Written by `python -m infra.athena`; a test fails when it is out of date.
AWSTemplateFormatVersion: "2010-09-09"
Description: >-
  Athena over the lake's export, for BI tools: deploy it beside the system when it is wanted. Every query names its workspace
  (WHERE workspace = '…'); months are counted up by partition projection, so nothing has to be crawled.

Parameters:
  LakeBucket: {Type: String, Description: "Name of the system's lake bucket (output LakeBucketName of the stack)."}
  Database: {Type: String, Default: aftersales, Description: "Of the workgroup too; one per stage in an account."}
  KeepResultsDays: {Type: Number, Default: 7}

Resources:
  Lake:
    Type: AWS::Glue::Database
    Properties: {CatalogId: !Ref AWS::AccountId, DatabaseInput: {Name: !Ref Database}}
  Results:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: AES256}}]}
      PublicAccessBlockConfiguration:
        {BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true}
      VersioningConfiguration: {Status: Enabled}
      LifecycleConfiguration:
        Rules:
          - Id: results-end
            Status: Enabled
            ExpirationInDays: !Ref KeepResultsDays
            NoncurrentVersionExpiration: {NoncurrentDays: 1}
  Workgroup:
    Type: AWS::Athena::WorkGroup
    Properties:
      Name: !Ref Database
      WorkGroupConfiguration:
        EnforceWorkGroupConfiguration: true
        BytesScannedCutoffPerQuery: 10737418240
        ResultConfiguration: {OutputLocation: !Sub "s3://${Results}/", EncryptionConfiguration: {EncryptionOption: SSE_S3}}
"""


def page() -> str:
    """Return the template."""
    with TemporaryDirectory() as folder:
        settings = Settings(workspace="none", name="none")
        facts = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in COLUMNS[FACTS].items())
        nothing = f"(SELECT {facts} WHERE false)"
        with workshop(Path(folder), settings, lambda kind: typed(kind, nothing), []) as shop:
            return _HEAD + "".join(_tables(shop.tables.need, shop.database))


def _tables(need: Callable[[str], None], database: DuckDBPyConnection) -> Iterator[str]:
    database.execute(CREATE_LEDGER)
    metrics = ",".join(sorted(CONTRACTS))
    yield _table(
        database, "ledger", "ledger/workspace=${!workspace}/metric=${!metric}/month=${!month}/", metrics
    )
    for name, select in sums_of().items():
        database.execute(f"CREATE TABLE {name} AS {select} LIMIT 0")
        yield _table(database, name, f"cubes/workspace=${{!workspace}}/{name}/")
    database.execute(f"CREATE TABLE restatements AS {EMPTY}")
    yield _table(database, "restatements", "cubes/workspace=${!workspace}/restatements/")
    for name in (*TABLES, "settings"):
        if name not in NOT_EXPORTED:
            need(name)
            yield _table(database, name, f"tables/{name}/workspace=${{!workspace}}/month=${{!month}}/")


def _partitions(name: str, location: str, metrics: str) -> tuple[list[str], dict[str, str]]:
    """The keys of a table's folders, and how Athena reckons which there are instead of listing them."""
    keys, projection = ["workspace"], {"workspace.type": "injected"}
    if metrics:
        keys.append("metric")
        projection |= {"metric.type": "enum", "metric.values": metrics}
    if "month" in location:
        keys.append("month")
        projection |= {
            "month.type": "date",
            "month.format": "yyyy-MM",
            "month.range": f"{_FIRST_MONTH.get(name, UNDATED)},NOW+2YEARS",
            "month.interval": "1",
            "month.interval.unit": "MONTHS",
        }
    return keys, projection


def _table(database: DuckDBPyConnection, name: str, location: str, metrics: str = "") -> str:
    relation = database.table(name)
    columns = [
        f'{{Name: "{column}", Type: "{_hive(kind)}"}}'
        for column, kind in zip(relation.columns, relation.types, strict=True)
        if not (metrics and column == "metric")
    ]
    keys, projection = _partitions(name, location, metrics)
    listed = "".join(f'\n          projection.{key}: "{value}"' for key, value in projection.items())
    title = "".join(part.capitalize() for part in name.split("_"))
    return f"""  {title}Table:
    Type: AWS::Glue::Table
    Properties:
      CatalogId: !Ref AWS::AccountId
      DatabaseName: !Ref Lake
      TableInput:
        Name: {name}
        TableType: EXTERNAL_TABLE
        PartitionKeys: [{", ".join(f"{{Name: {key}, Type: string}}" for key in keys)}]
        Parameters:
          classification: parquet
          projection.enabled: "true"{listed}
          storage.location.template: !Sub "s3://${{LakeBucket}}/{location}"
        StorageDescriptor:
          Location: !Sub "s3://${{LakeBucket}}/{location.partition("workspace=")[0]}"
          InputFormat: org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat
          OutputFormat: org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat
          SerdeInfo: {{SerializationLibrary: org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe}}
          Columns:
            - {chr(10).join(columns).replace(chr(10), chr(10) + "            - ")}
"""


def _hive(kind: DuckDBPyType) -> str:
    inner = [(name, _hive(child)) for name, child in kind.children] if kind.id in {"list", "struct"} else []  # type: ignore[arg-type]
    if kind.id == "list":
        return f"array<{inner[0][1]}>"
    if kind.id == "struct":
        return f"struct<{','.join(f'{name}:{child}' for name, child in inner)}>"
    return str(kind).lower() if kind.id == "decimal" else _PLAIN[kind.id]


def main() -> None:
    """Write the template."""
    PAGE.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
