package dev.nadir.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds the edges between the modules: core knows nobody, io knows core, app knows both. */
class ModuleEdgesTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.nadir");

    @Test
    void coreKnowsNeitherIoNorApp() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.nadir.io..", "dev.nadir.app..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.nadir.io..", "dev.nadir.app..")
                .check(ALL);
    }

    @Test
    void ioKnowsNotTheCommandLineAndPrintsNothing() {
        noClasses()
                .that()
                .resideInAPackage("dev.nadir.io..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.nadir.app..", "picocli..", "me.tongfei..")
                .allowEmptyShould(true)
                .check(ALL);
        noClasses()
                .that()
                .resideInAPackage("dev.nadir.io..")
                .should(ACCESS_STANDARD_STREAMS)
                .allowEmptyShould(true)
                .check(ALL);
    }

    @Test
    void onlyIoReadsOnnxAndFilesOfNumbers() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.nadir.io..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.onnx.proto..", "com.google.protobuf..", "de.siegmar..", "ch.randelshofer..")
                .check(ALL);
    }

    @Test
    void onlyTheRuntimePackageKnowsOnnxRuntime() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.nadir.io.runtime..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.onnxruntime..")
                .check(ALL);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.nadir.(**)").should().beFreeOfCycles().check(ALL);
    }
}
