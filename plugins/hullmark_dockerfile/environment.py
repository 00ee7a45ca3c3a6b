"""What known base images set besides the account: variables and the working directory; and which images are official.

Sources: the Dockerfiles that docker-library/official-images and the projects themselves publish, as known in November
2026, and their predecessors: a name that some tag of the last ten years set is listed. Names of images are matched
without Docker Hub's prefixes.
"""

from __future__ import annotations

from functools import cache

from hullmark.model import Image

#: Variables that every image has: the builder sets PATH where the image does not.
_ALWAYS = frozenset(("PATH",))

_JAVA = "JAVA_HOME JAVA_VERSION JAVA_URL_VERSION JAVA_URL_BASE JAVA_DEBIAN_VERSION JAVA_ALPINE_VERSION" \
        " CA_CERTIFICATES_JAVA_VERSION LANG LANGUAGE LC_ALL"
_PHP = "PHPIZE_DEPS PHP_INI_DIR PHP_CFLAGS PHP_CPPFLAGS PHP_LDFLAGS PHP_VERSION PHP_URL PHP_ASC_URL PHP_SHA256" \
       " PHP_MD5 PHP_EXTRA_CONFIGURE_ARGS PHP_EXTRA_BUILD_DEPS GPG_KEYS APACHE_CONFDIR APACHE_ENVVARS"
_DOTNET = "DOTNET_VERSION ASPNET_VERSION ASPNETCORE_VERSION DOTNET_SDK_VERSION ASPNETCORE_URLS" \
          " ASPNETCORE_HTTP_PORTS ASPNETCORE_HTTPS_PORTS DOTNET_RUNNING_IN_CONTAINER NUGET_XMLDOC_MODE" \
          " DOTNET_USE_POLLING_FILE_WATCHER" \
          " POWERSHELL_DISTRIBUTION_CHANNEL DOTNET_GENERATE_ASPNET_CERTIFICATE DOTNET_NOLOGO APP_UID" \
          " DOTNET_SYSTEM_GLOBALIZATION_INVARIANT DOTNET_ROOT LANG LC_ALL Logging__Console__FormatterName"
_ERLANG = "OTP_VERSION REBAR_VERSION REBAR3_VERSION LANG ELIXIR_VERSION HEX_API_TIMEOUT"

#: Images to the variables that they set besides PATH, all of them.
_WHOLE: tuple[tuple[str, str], ...] = (
    ("alpine debian ubuntu busybox buildpack-deps almalinux rockylinux oraclelinux archlinux opensuse/leap"
     " opensuse/tumbleweed amazonlinux clearlinux mageia photon voidlinux/voidlinux nixos/nix alt scratch", ""),
    ("fedora", "DISTTAG FGC FBR container"),
    ("centos", "container"),
    ("python", "LANG GPG_KEY PYTHON_VERSION PYTHON_PIP_VERSION PYTHON_SETUPTOOLS_VERSION PYTHON_GET_PIP_URL"
               " PYTHON_GET_PIP_SHA256 PYTHON_SHA256 PYTHON_PIP_SHA256 PYTHON_RELEASE_CANDIDATE"),
    ("node", "NODE_VERSION YARN_VERSION NPM_CONFIG_LOGLEVEL"),
    ("golang", "GOLANG_VERSION GOTOOLCHAIN GOPATH GOLANG_DOWNLOAD_URL GOLANG_DOWNLOAD_SHA256"),
    ("rust", "RUSTUP_HOME CARGO_HOME RUST_VERSION RUST_ARCHIVE RUST_DOWNLOAD_URL RUSTUP_VERSION"),
    ("ruby", "LANG RUBY_VERSION RUBY_MAJOR RUBY_DOWNLOAD_URL RUBY_DOWNLOAD_SHA256 GEM_HOME GEM_PATH BUNDLE_PATH"
             " BUNDLE_BIN BUNDLE_SILENCE_ROOT_WARNING BUNDLE_APP_CONFIG BUNDLER_VERSION RUBYGEMS_VERSION"),
    ("php", _PHP),
    ("eclipse-temurin adoptopenjdk amazoncorretto openjdk ibmjava sapmachine ibm-semeru-runtimes", _JAVA),
    ("nginx", "NGINX_VERSION NJS_VERSION NJS_RELEASE PKG_RELEASE DYNPKG_RELEASE ACME_VERSION"),
)

#: Images to variables that they set; there may be more.
_PARTLY: tuple[tuple[str, str], ...] = (
    ("maven", f"MAVEN_HOME MAVEN_CONFIG MAVEN_VERSION USER_HOME_DIR {_JAVA}"),
    ("gradle", f"GRADLE_HOME GRADLE_VERSION GRADLE_USER_HOME {_JAVA}"),
    ("tomcat tomee", f"CATALINA_HOME TOMCAT_NATIVE_LIBDIR LD_LIBRARY_PATH GPG_KEYS TOMCAT_MAJOR TOMCAT_VERSION"
                     f" TOMCAT_SHA512 {_JAVA}"),
    ("jetty", f"JETTY_VERSION JETTY_HOME JETTY_BASE TMPDIR JETTY_PROPERTIES JETTY_GPG_KEYS {_JAVA}"),
    ("jenkins/jenkins jenkins", f"JENKINS_HOME JENKINS_SLAVE_AGENT_PORT REF JENKINS_VERSION JENKINS_UC"
     f" JENKINS_UC_EXPERIMENTAL JENKINS_INCREMENTALS_REPO_MIRROR COPY_REFERENCE_FILE_LOG {_JAVA}"),
    ("jenkins/agent jenkins/inbound-agent", f"AGENT_WORKDIR {_JAVA}"),
    ("groovy", f"GROOVY_HOME GROOVY_VERSION {_JAVA}"),
    ("clojure", f"CLOJURE_VERSION LEIN_VERSION LEIN_INSTALL BOOT_VERSION BOOT_INSTALL {_JAVA}"),
    ("elixir erlang", _ERLANG),
    ("composer", f"COMPOSER_ALLOW_SUPERUSER COMPOSER_HOME COMPOSER_VERSION {_PHP}"),
    ("drupal", f"DRUPAL_VERSION DRUPAL_MD5 {_PHP}"),
    ("wordpress", f"WORDPRESS_VERSION WORDPRESS_SHA1 {_PHP}"),
    ("nextcloud", f"NEXTCLOUD_VERSION PHP_MEMORY_LIMIT PHP_UPLOAD_LIMIT {_PHP}"),
    ("postgres postgis/postgis", "GOSU_VERSION LANG PG_MAJOR PG_VERSION PG_SHA256 PGDATA DOCKER_PG_LLVM_DEPS"
                                 " POSTGIS_MAJOR POSTGIS_VERSION"),
    ("mysql", "GOSU_VERSION MYSQL_MAJOR MYSQL_VERSION MYSQL_SHELL_VERSION"),
    ("mariadb", "GOSU_VERSION LANG MARIADB_VERSION MARIADB_MAJOR GPG_KEYS"),
    ("mongo", "GOSU_VERSION JSYAML_VERSION JSYAML_CHECKSUM MONGO_PACKAGE MONGO_REPO MONGO_MAJOR MONGO_VERSION"
              " GPG_KEYS HOME"),
    ("redis valkey/valkey", "GOSU_VERSION REDIS_VERSION REDIS_DOWNLOAD_URL REDIS_DOWNLOAD_SHA VALKEY_VERSION"),
    ("httpd", "HTTPD_PREFIX HTTPD_VERSION HTTPD_SHA256 HTTPD_PATCHES"),
    ("caddy", "CADDY_VERSION XDG_CONFIG_HOME XDG_DATA_HOME"),
    ("haproxy", "HAPROXY_VERSION HAPROXY_URL HAPROXY_SHA256 HAPROXY_MAJOR"),
    ("docker", "DOCKER_VERSION DOCKER_CHANNEL DOCKER_BUILDX_VERSION DOCKER_COMPOSE_VERSION DOCKER_TLS_CERTDIR"
               " DIND_COMMIT DOCKER_EXTRA_OPTS"),
    ("mcr.microsoft.com/dotnet/sdk mcr.microsoft.com/dotnet/aspnet mcr.microsoft.com/dotnet/runtime"
     " mcr.microsoft.com/dotnet/runtime-deps mcr.microsoft.com/dotnet/core/sdk mcr.microsoft.com/dotnet/core/aspnet"
     " mcr.microsoft.com/dotnet/core/runtime mcr.microsoft.com/dotnet/monitor microsoft/dotnet", _DOTNET),
    ("haskell", "LANG GHC STACK CABAL_INSTALL"),
    ("julia", "JULIA_PATH JULIA_GPG JULIA_VERSION"),
    ("swift", "SWIFT_SIGNING_KEY SWIFT_PLATFORM SWIFT_BRANCH SWIFT_VERSION SWIFT_WEBROOT"),
    ("pypy", "LANG PYPY_VERSION PYTHON_VERSION PYTHON_PIP_VERSION PYTHON_GET_PIP_URL PYTHON_GET_PIP_SHA256"),
    ("continuumio/miniconda3 continuumio/anaconda3 condaforge/miniforge3 condaforge/mambaforge",
     "LANG LC_ALL CONDA_DIR CONDA_AUTO_UPDATE_CONDA MINIFORGE_VERSION"),
    ("mambaorg/micromamba", "LANG LC_ALL ENV_NAME MAMBA_ROOT_PREFIX MAMBA_EXE MAMBA_USER MAMBA_USER_ID MAMBA_USER_GID"
                            " MAMBA_DOCKERFILE_ACTIVATE"),
    ("emscripten/emsdk", "EMSDK EMSDK_NODE NVM_DIR"),
    ("rocker/r-ver rocker/rstudio r-base", "R_VERSION R_HOME LANG LC_ALL TZ CRAN R_BASE_VERSION"),
    ("nvidia/cuda", "CUDA_VERSION NVARCH LD_LIBRARY_PATH LIBRARY_PATH NVIDIA_VISIBLE_DEVICES NVIDIA_DRIVER_CAPABILITIES"
                    " NVIDIA_REQUIRE_CUDA NV_CUDNN_VERSION NV_CUDA_LIB_VERSION NV_CUDA_CUDART_VERSION CUDNN_VERSION"),
    ("tensorflow/tensorflow", "LANG LD_LIBRARY_PATH"),
    ("pytorch/pytorch", "LD_LIBRARY_PATH NVIDIA_VISIBLE_DEVICES NVIDIA_DRIVER_CAPABILITIES PYTORCH_VERSION"),
    ("apache/airflow", "AIRFLOW_HOME AIRFLOW_UID AIRFLOW_VERSION AIRFLOW_USER_HOME_DIR PYTHON_VERSION PIP_USER LANG"),
    ("circleci cimg", "HOME CURRENT_VERSION"),
)

#: Working directories that images set.
_WORKDIRS: tuple[tuple[str, str], ...] = (
    ("/go", "golang"),
    ("/var/www/html", "php wordpress drupal nextcloud joomla"),
    ("/app", "composer mcr.microsoft.com/dotnet/samples"),
    ("/usr/local/apache2", "httpd"),
    ("/usr/local/tomcat", "tomcat"),
    ("/usr/local/tomee", "tomee"),
    ("/var/lib/jetty", "jetty"),
    ("/home/gradle", "gradle"),
    ("/data", "redis valkey/valkey"),
    ("/srv", "caddy"),
    ("/var/lib/ghost", "ghost"),
    ("/usr/share/elasticsearch", "elasticsearch docker.elastic.co/elasticsearch/elasticsearch"),
    ("/usr/share/kibana", "kibana docker.elastic.co/kibana/kibana"),
    ("/usr/share/logstash", "logstash docker.elastic.co/logstash/logstash"),
    ("/opt/airflow", "apache/airflow"),
    ("/opt/solr", "solr"),
    ("/opt/sonarqube", "sonarqube"),
    ("/usr/src/redmine", "redmine"),
    ("/usr/src/node-red", "nodered/node-red"),
    ("/src", "emscripten/emsdk"),
    ("/usr/share/grafana", "grafana/grafana grafana/grafana-oss grafana/grafana-enterprise"),
    ("/prometheus", "prom/prometheus"),
    ("/var/task", "public.ecr.aws/lambda/python public.ecr.aws/lambda/nodejs public.ecr.aws/lambda/java"
                  " public.ecr.aws/lambda/ruby public.ecr.aws/lambda/dotnet public.ecr.aws/lambda/provided"),
    ("/opt/app-root/src", "registry.access.redhat.com/ubi8/nodejs-18 registry.access.redhat.com/ubi9/nodejs-20"
                          " registry.access.redhat.com/ubi9/python-311 registry.access.redhat.com/ubi9/python-312"),
    ("/home/jovyan", "jupyter/base-notebook jupyter/minimal-notebook jupyter/scipy-notebook"
                     " jupyter/datascience-notebook"),
    ("/home/jenkins", "jenkins/agent jenkins/inbound-agent"),
    ("/workspace", "pytorch/pytorch"),
)

#: https://hub.docker.com/search?image_filter=official, the retired ones included.
OFFICIAL = frozenset((
    "adminer adoptopenjdk aerospike almalinux alpine alt amazoncorretto amazonlinux api-firewall arangodb archlinux"
    " backdrop bash bonita buildpack-deps busybox caddy cassandra centos chronograf cirros clearlinux clefos"
    " clickhouse clojure composer consul convertigo couchbase couchdb crate crux dart debian docker docker-dev drupal"
    " eclipse-mosquitto eclipse-temurin eggdrop elasticsearch elixir emqx erlang euleros express-gateway fedora flink"
    " fluentd friendica gazebo gcc geonetwork ghost golang gradle groovy haproxy haskell haxe hello-world hitch hola-"
    " mundo httpd hylang ibm-semeru-runtimes ibmjava influxdb irssi jenkins jetty jobber joomla jruby julia kaazing-"
    " gateway kapacitor kibana kong krakend lightstreamer liquibase logstash mageia mariadb matomo maven mediawiki"
    " memcached mongo mongo-express monica mysql nats nats-streaming neo4j neurodebian nextcloud nginx node notary"
    " nuxeo odoo open-liberty openjdk opensuse oraclelinux orientdb percona perl phoenix photon php php-zendserver"
    " phpmyadmin piwik plone postfixadmin postgres pypy python r-base rabbitmq rakudo-star rapidoid redis redmine"
    " registry rethinkdb rocket.chat rockylinux ros ruby rust sapmachine satosa scratch sentry silverpeas sl solr"
    " sonarqube sourcemage spark spiped storm swift swipl teamspeak telegraf thrift tomcat tomee traefik ubuntu"
    " ubuntu-debootstrap unit varnish vault websphere-liberty wordpress xwiki yourls znc zookeeper"
).split())


@cache
def _variables() -> dict[str, tuple[frozenset[str], bool]]:
    found = {}
    for table, whole in ((_PARTLY, False), (_WHOLE, True)):
        for images, names in table:
            found.update(dict.fromkeys(images.split(), (_ALWAYS | frozenset(names.split()), whole)))
    return found


@cache
def _workdirs() -> dict[str, str]:
    return {image: path for path, images in _WORKDIRS for image in images.split()}


def variables_of(image: Image | None) -> tuple[frozenset[str], bool]:
    """Return the variables that a base image is known to set, and whether these are all of them.

    A mirror of an image ("registry.example.org/library/python") is taken to set what the original does, and maybe
    more.
    """
    if image is None or not image.name.known:
        return _ALWAYS, False
    name = image.repository.lower()
    table = _variables()
    if name in table:
        return table[name]
    names, _ = table.get(name.rsplit("/", 1)[-1], (_ALWAYS, False))
    return names, False


def workdir_of(image: Image | None) -> str | None:
    """Return the working directory that a base image is known to set."""
    return _workdirs().get(image.repository.lower()) if image is not None and image.name.known else None


def is_bare(image: Image) -> bool:
    """Tell whether an image is empty or a distribution with nothing but a shell to start."""
    return image.name.known and image.repository.lower() in _bare()


@cache
def _bare() -> frozenset[str]:
    return frozenset(_WHOLE[0][0].split()) | {"fedora", "centos"}
