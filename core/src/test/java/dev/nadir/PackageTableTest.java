package dev.nadir;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the table of packages of CONTRIBUTING.md, and the rules of style a machine can see. */
class PackageTableTest {
    private static final String ROOT = "dev.nadir.";

    /** What each package of core may use, besides itself, {@code claim} and {@code progress}. */
    private static final Map<String, Set<String>> TABLE = table();

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(TABLE.keySet().stream().map(name -> ROOT + name).toList());

    private static Map<String, Set<String>> table() {
        Map<String, Set<String>> table = new TreeMap<>();
        Set<String> data = Set.of("matrix", "linalg", "linalg.exact", "data");
        Set<String> network = with(data, "network", "network.activation", "model");
        Set<String> jacobian = with(network, "jacobian", "jacobian.spectrum");
        Set<String> construct = with(network, "structure", "construct");
        table.put("claim", Set.of());
        table.put("matrix", Set.of());
        table.put("progress", Set.of());
        table.put("linalg", Set.of("matrix"));
        table.put("linalg.exact", Set.of("matrix"));
        table.put("data", Set.of("matrix", "linalg", "linalg.exact"));
        table.put("network.activation", Set.of("matrix", "linalg"));
        table.put("network", Set.of("matrix", "linalg", "network.activation"));
        table.put("model", Set.of("matrix", "linalg"));
        table.put("graph.tensor", Set.of());
        Set<String> operator = Set.of("matrix", "linalg", "network.activation", "graph.tensor", "graph.op");
        table.put("graph.op", Set.of("matrix", "linalg", "graph.tensor"));
        table.put("graph.op.entry", operator);
        table.put("graph.op.product", operator);
        table.put("graph.op.layout", operator);
        table.put("graph.op.row", with(operator, "graph.op.layout"));
        table.put("graph.op.window", with(operator, "graph.op.layout"));
        Set<String> operators = with(
                operator, "graph.op.entry", "graph.op.product", "graph.op.layout", "graph.op.row", "graph.op.window");
        table.put("graph.op.composed", operators);
        table.put("graph", with(operators, "graph.op.composed", "model"));
        table.put("structure", data);
        table.put("jacobian", network);
        table.put("jacobian.spectrum", with(network, "jacobian"));
        table.put("jacobian.statement", jacobian);
        table.put("jacobian.measure", jacobian);
        table.put("jacobian.diagnose", with(jacobian, "jacobian.statement", "jacobian.measure"));
        table.put("construct", with(jacobian, "structure"));
        table.put("construct.pivot", construct);
        table.put("construct.structured", construct);
        table.put("construct.plan", with(construct, "construct.pivot", "construct.structured"));
        table.put("certify.enclosure", network);
        table.put("certify.rank", with(network, "certify.enclosure"));
        table.put("certify", with(network, "structure", "certify.enclosure"));
        table.put("ode", Set.of("matrix", "linalg"));
        table.put("ode.radau", Set.of("matrix", "linalg", "ode"));
        table.put("ode.solve", Set.of("matrix", "linalg", "ode", "ode.radau"));
        table.put("flow.landscape", jacobian);
        table.put("flow.field", with(jacobian, "ode", "flow.landscape"));
        table.put("flow.kink", with(jacobian, "ode", "flow.landscape", "flow.field"));
        Set<String> flow = with(jacobian, "ode", "flow", "flow.landscape", "flow.field", "flow.kink");
        table.put("flow", flow);
        table.put("flow.verdict", flow);
        table.put("flow.run", with(flow, "flow.verdict", "ode.solve"));
        table.put("flow.straight", with(jacobian, "flow.landscape"));
        table.put("assess", new TreeSet<>(table.keySet()));
        table.put("study", Set.of());
        table.put("study.statistics", Set.of("study"));
        table.put("study.experiment", new TreeSet<>(table.keySet()));
        return table;
    }

    private static Set<String> with(Set<String> packages, String... more) {
        Set<String> all = new TreeSet<>(packages);
        all.addAll(Set.of(more));
        return all;
    }

    @Test
    void everyPackageStandsInTheTable() {
        Set<String> packages = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.nadir")) {
            packages.add(type.getPackageName().substring(ROOT.length()));
        }
        assertThat(TABLE.keySet()).isEqualTo(packages);
    }

    @TestFactory
    Stream<DynamicTest> eachPackageUsesOnlyWhatTheTableAllows() {
        return TABLE.entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(row.getKey(), () -> checkRow(row.getKey(), row.getValue())));
    }

    private static void checkRow(String name, Set<String> allowed) {
        String[] permitted = Stream.concat(Stream.of(name, "claim", "progress"), allowed.stream())
                .map(used -> ROOT + used)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + name)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.nadir..").and(not(resideInAnyPackage(permitted))))
                .check(CORE);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.nadir.(**)").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void onlyLinalgTouchesTheNativeLibraries() {
        onlyIn("linalg", "dev.ludovic.netlib..", "org.bytedeco..", "org.netlib..");
    }

    @Test
    void onlyOdeTouchesTheHipparchusSolvers() {
        onlyIn("ode", "org.hipparchus.ode..");
    }

    private static void onlyIn(String home, String... libraries) {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + home + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .check(CORE);
    }

    @Test
    void noPackageOrClassIsACatchAll() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..impl..", "..helper..")
                .check(CORE);
        noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Impl|Helpers?|Manager)")
                .check(CORE);
    }

    @Test
    void concreteMeansFinal() {
        classes()
                .that()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .areNotAnonymousClasses()
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(CORE);
    }

    @Test
    void staticFieldsAreFinal() {
        fields().that().areStatic().should().beFinal().check(CORE);
    }

    @Test
    void accessorsHaveNoGet() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .areNotAnonymousClasses() // those implement a library's interface under the library's names
                .should()
                .haveNameNotMatching("get[A-Z].*")
                .check(CORE);
    }

    @Test
    void nothingPrintsOrChoosesTheLogger() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CORE);
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(CORE);
    }
}
